import type { Obligation } from '../../domain/reminders/obligation.ts';
import { type ObligationCalendars, ownerOf } from '../../domain/reminders/owed-obligation.ts';
import type { Head } from '../../domain/review.ts';
import { calendarOf, calendarOfRole } from '../calendars-at-hand.ts';

/** The calendars by which an obligation is told: that of the review, and that of whoever is asked first. */
export const obligationCalendars = async (
  head: Head,
  obligation: Obligation,
): Promise<ObligationCalendars> => ({
  due: await calendarOf(head),
  owner: await calendarOfRole(ownerOf(obligation), head),
});
