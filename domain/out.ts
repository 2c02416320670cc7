import * as z from 'zod';
import type { NewEvent } from './events.ts';
import type { Head } from './review.ts';
import { Stage } from './stages.ts';

/** What an OUT item says: which wait or transit of a review has ended, and how. */
export const Out = z.object({
  review: z.string(),
  stage: Stage,
  round: z.int(),
  outcome: z.enum(['opened', 'submitted', 'refused', 'returned', 'withdrawn', 'lapsed']),
});
export type Out = z.output<typeof Out>;

/** How this event ends a wait or a transit; undefined when it ends none. */
const outcomeOf = ({ type, facts }: NewEvent): Out['outcome'] | undefined => {
  switch (type) {
    case 'review-opened':
      return 'opened';
    case 'stage-submitted':
      return facts.waitsFor ? undefined : 'submitted';
    case 'evaluation-decided':
      return facts.decision === 'not_ready' ? 'refused' : 'submitted';
    case 'verification-signed':
    case 'signature-missed':
      return 'submitted';
    case 'stage-returned':
    case 'submission-recalled':
      return 'returned';
    case 'review-withdrawn':
      return 'withdrawn';
    case 'review-lapsed':
      return 'lapsed';
    default:
      return undefined;
  }
};

/** Whether an event ends a wait or a transit, and so leaves an OUT item until the review rests again. */
export const leavesOut = (event: NewEvent): boolean => outcomeOf(event) !== undefined;

/** What is left to carry on after this event, or undefined. The opening ends no wait: its round is 0. */
export const outOf = (after: Head, event: NewEvent): Out | undefined => {
  const outcome = outcomeOf(event);
  if (!outcome) return undefined;
  const { id, stage, round } = after;
  return { review: id, stage, round: outcome === 'opened' ? 0 : round, outcome };
};
