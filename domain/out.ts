import * as z from 'zod';
import type { NewEvent } from './events.ts';
import type { Head } from './review.ts';
import { Stage } from './stages.ts';

/** What an OUT item says: which wait or transit of a review has ended, and how. */
export const Out = z.object({
  review: z.string(),
  stage: Stage,
  round: z.int(),
  outcome: z.enum(['opened', 'submitted', 'returned', 'withdrawn']),
});
export type Out = z.output<typeof Out>;

const outcomes: Partial<Record<NewEvent['type'], Out['outcome']>> = {
  'review-opened': 'opened',
  'stage-submitted': 'submitted',
  'stage-returned': 'returned',
  'review-withdrawn': 'withdrawn',
};

/** Whether an event ends a wait or a transit, and so leaves an OUT item until the review rests again. */
export const leavesOut = (type: NewEvent['type']): boolean => type in outcomes;

/** What is left to carry on after this event, or undefined. The opening ends no wait: its round is 0. */
export const outOf = (after: Head, type: NewEvent['type']): Out | undefined => {
  const outcome = outcomes[type];
  if (!outcome) return undefined;
  const { id, stage, round } = after;
  return { review: id, stage, round: outcome === 'opened' ? 0 : round, outcome };
};
