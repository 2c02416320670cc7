import * as z from 'zod';
import { Unit } from '../review.ts';
import { Day, Instant } from '../text.ts';
import { reason, StageRound } from './stage-facts.ts';

/** What moves dates, stops clocks, or ends a review before its verdict. */
export const timeFacts = {
  'anchors-moved': z.strictObject({
    plannedDeployment: Day.optional(),
    arrival: Day.optional(),
    dueAt: Instant.optional(),
    reason,
  }),
  'stage-extended': z.strictObject({ ...StageRound, dueAt: Instant, reason }),
  'review-suspended': z.strictObject({ reason }),
  'review-resumed': z.strictObject({ reason, dueAt: Instant.optional() }),
  /** The due date has passed unheeded, and the instrument's own outcome takes effect. */
  'stage-expired': z.strictObject({
    ...StageRound,
    outcome: z.enum(['extend', 'decide']),
    dueAt: Instant,
  }),
  'review-lapsed': z.strictObject(StageRound),
  'review-withdrawn': z.strictObject({ ...StageRound, reason }),
  'unit-corrected': z.strictObject({ ...Unit.partial().shape, reason }),
} as const;
