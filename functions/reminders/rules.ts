import type { Person } from '../../adapters/people.ts';
import type { Ladder } from '../../domain/reminders/ladder.ts';
import type { Whereabouts } from '../../domain/reminders/manners.ts';
import type { Calendars } from '../../domain/reminders/plan.ts';
import type { Head } from '../../domain/review.ts';
import { calendarOfRole, calendarsOf } from '../calendars-at-hand.ts';
import { ladderOf } from '../ladders-at-hand.ts';

/** By what a review reminds people: its ladder, and the calendars that count its days. */
export interface Rules {
  readonly ladder: Ladder;
  readonly calendars: Calendars;
}

/** The rules of a review as it stands. */
export const rulesOf = async (head: Head): Promise<Rules> => ({
  ladder: await ladderOf(head),
  calendars: await calendarsOf(head),
});

/** Where a person is told: by their own clocks where they said so, else by those of their party. */
export const whereaboutsOf = async (person: Person): Promise<Whereabouts> => {
  const calendar = await calendarOfRole(person.role, person);
  return { timeZone: person.timeZone ?? calendar.timeZone, calendar };
};
