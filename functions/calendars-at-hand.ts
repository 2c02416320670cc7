import type { Role } from '../domain/permissions.ts';
import { type Party, partyOfRole, partyOfStep } from '../domain/reminders/audience.ts';
import { Calendar } from '../domain/reminders/calendar.ts';
import { newestOf } from '../domain/reminders/own-definitions.ts';
import { type Calendars, stepOf } from '../domain/reminders/plan.ts';
import type { Head } from '../domain/review.ts';
import { calendarOfParty, findCalendar, headquarters } from '../instruments/calendars.ts';
import { ownDefinitions, readOwn } from './own-definitions.ts';

/** The calendar in whose days this review is due: of an operator's, the newest version; a revoked one goes on for it. */
export const calendarOf = async ({ calendar: id }: Pick<Head, 'calendar'>): Promise<Calendar> => {
  if (id === undefined) return headquarters;
  const shipped = findCalendar(id);
  if (shipped) return shipped;
  const newest = async (read: typeof readOwn) =>
    newestOf(await read('calendar')).find((own) => own.id === id);
  const own = (await newest(ownDefinitions)) ?? (await newest(readOwn));
  if (!own) throw new Error(`calendar ${id} is neither in this release nor in the table`);
  return Calendar.parse(own.definition);
};

/** The calendar that a new review may name: one that ships, or an operator's that is not revoked. */
export const usableCalendar = async (id: string): Promise<Calendar | undefined> => {
  const shipped = findCalendar(id);
  if (shipped) return shipped;
  const own = newestOf(await readOwn('calendar')).find((one) => one.id === id);
  return own && !own.revoked ? Calendar.parse(own.definition) : undefined;
};

/** The calendar of a party: an operator's that names it goes before the one that ships. */
const ofParty = async (party: Party | undefined): Promise<Calendar> => {
  if (!party) return headquarters;
  const own = newestOf(await ownDefinitions('calendar'))
    .filter(({ revoked }) => !revoked)
    .map(({ definition }) => Calendar.parse(definition))
    .find(({ parties }) => parties.includes(party));
  return own ?? calendarOfParty(party) ?? headquarters;
};

/** The calendar that somebody in this role keeps: their capital's, their mission's, or that of Headquarters. */
export const calendarOfRole = (
  role: Role,
  scope: { readonly contributor?: string | undefined; readonly mission?: string | undefined },
): Promise<Calendar> => ofParty(partyOfRole(role, scope));

/** The calendars by which the rungs of a review are planned. */
export const calendarsOf = async (head: Head): Promise<Calendars> => ({
  due: await calendarOf(head),
  party: await ofParty(partyOfStep(stepOf(head) ?? head.stage, head)),
});
