import * as z from 'zod';
import { timestamp } from '../adapters/clock.ts';
import { overdueReviews } from '../adapters/expiries.ts';
import { log } from '../adapters/log.ts';
import { getHead, record } from '../adapters/reviews.ts';
import { LostCondition } from '../adapters/table.ts';
import { type Course, expiryOf } from '../domain/commands/expiry.ts';
import type { Head } from '../domain/review.ts';
import { calendarOf } from './calendars-at-hand.ts';
import { carryOn } from './carry-on.ts';
import { task } from './front-door.ts';
import { ladderOf } from './ladders-at-hand.ts';
import { instrumentOf } from './machine-step.ts';

/** What decides the outcome of this review: its instrument, its ladder and the days of its calendar. */
const courseOf = async (head: Head): Promise<Course> => ({
  instrument: instrumentOf(head),
  ladder: await ladderOf(head),
  zone: await calendarOf(head),
});

/** Gives one overdue review the outcome that its ladder or instrument declares; true when there was one. */
const expire = async (review: string): Promise<boolean> => {
  const head = await getHead(review);
  const event = head && expiryOf(head, await courseOf(head), timestamp());
  if (!event) return false;
  try {
    const { out } = await record(review, head, event);
    await carryOn(out);
    return true;
  } catch (error) {
    // Somebody acted at this very moment: the next run looks again.
    if (error instanceof LostCondition) return false;
    throw error;
  }
};

/** Carries out the declared default outcome of every stage that nobody heeded in time. */
export const handler = task('expire-stages', z.object({}), async () => {
  let expired = 0;
  for await (const review of overdueReviews(timestamp())) if (await expire(review)) expired += 1;
  if (expired > 0) log('info', 'stages expired', { expired });
  return { expired };
});
