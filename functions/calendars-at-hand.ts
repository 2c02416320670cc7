import type { Role } from '../domain/permissions.ts';
import { partyOfRole, partyOfStep } from '../domain/reminders/audience.ts';
import type { Calendar } from '../domain/reminders/calendar.ts';
import { type Calendars, stepOf } from '../domain/reminders/plan.ts';
import type { Head } from '../domain/review.ts';
import { calendarOfParty, findCalendar, headquarters } from '../instruments/calendars.ts';

/** The calendar in whose days this review is due. */
export const calendarOf = async ({ calendar }: Pick<Head, 'calendar'>): Promise<Calendar> =>
  (calendar === undefined ? undefined : findCalendar(calendar)) ?? headquarters;

/** The calendar that somebody in this role keeps: their capital's, their mission's, or that of Headquarters. */
export const calendarOfRole = async (
  role: Role,
  scope: { readonly contributor?: string | undefined; readonly mission?: string | undefined },
): Promise<Calendar> => {
  const party = partyOfRole(role, scope);
  return (party && calendarOfParty(party)) ?? headquarters;
};

/** The calendars by which the rungs of an open step are planned. */
export const calendarsOf = async (head: Head): Promise<Calendars> => {
  const step = stepOf(head);
  const party = step && partyOfStep(step, head);
  return {
    due: await calendarOf(head),
    party: (party && calendarOfParty(party)) ?? headquarters,
  };
};

/** The calendar that a new review may name. */
export const usableCalendar = async (id: string): Promise<Calendar | undefined> => findCalendar(id);
