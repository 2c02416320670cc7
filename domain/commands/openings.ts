import { dueAt } from '../due.ts';
import type { By, NewEvent } from '../events.ts';
import type { Instrument } from '../instrument.ts';
import type { Zoned } from '../reminders/calendar-days.ts';
import type { Opening } from '../review.ts';

/** Opens a review of one unit; its first due date is told at once. */
export const openReview = (
  review: string,
  opening: Opening,
  instrument: Instrument,
  at: string,
  by: By,
  zone: Zoned,
): NewEvent => ({
  type: 'review-opened',
  by,
  facts: { review, ...opening, dueAt: dueAt(instrument, 'self-assessment', at, opening, zone) },
});
