import type { By, NewEvent } from '../events.ts';
import { Refusal } from '../refusal.ts';
import type { Head } from '../review.ts';

/** Refuses what no longer makes sense once a review is closed or withdrawn. */
export const requireRunning = (head: Head): void => {
  if (head.phase === 'closing' || head.phase === 'rest')
    throw new Refusal(
      'wrong_stage',
      `The review is ${head.state}: nothing can be changed any more.`,
    );
};

/** Ends a review before its verdict, with a reason. */
export const withdrawReview = (head: Head, reason: string, by: By): NewEvent => {
  requireRunning(head);
  const { stage, round } = head;
  return { type: 'review-withdrawn', by, facts: { stage, round, reason } };
};
