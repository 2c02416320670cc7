import type { Person } from '../../adapters/people.ts';
import { type Party, partyOfRole, partyOfStep } from '../../domain/reminders/audience.ts';
import type { Calendar } from '../../domain/reminders/calendar.ts';
import type { Ladder } from '../../domain/reminders/ladder.ts';
import type { Whereabouts } from '../../domain/reminders/manners.ts';
import { type Calendars, stepOf } from '../../domain/reminders/plan.ts';
import type { Head } from '../../domain/review.ts';
import { calendarOfParty, headquarters } from '../../instruments/calendars.ts';
import { ladders } from '../../instruments/ladders.ts';

/** By what a review reminds people: its ladder, and the calendars that count its days. */
export interface Rules {
  readonly ladder: Ladder;
  readonly calendars: Calendars;
}

const shipped = <T extends { readonly id: string }>(all: readonly T[], id: string): T => {
  const found = all.find((one) => one.id === id);
  if (!found) throw new Error(`${id} is not in this release`);
  return found;
};

const calendarOf = (party: Party | undefined): Calendar =>
  (party && calendarOfParty(party)) ?? headquarters;

/** The rules of a review as it stands. */
export const rulesOf = async (head: Head): Promise<Rules> => ({
  ladder: shipped(ladders, 'standard'),
  calendars: {
    due: headquarters,
    party: calendarOf(partyOfStep(stepOf(head) ?? head.stage, head)),
  },
});

/** Where a person is told: by their own clocks where they said so, else by those of their party. */
export const whereaboutsOf = async (person: Person): Promise<Whereabouts> => {
  const calendar = calendarOf(partyOfRole(person.role, person));
  return { timeZone: calendar.timeZone, calendar };
};
