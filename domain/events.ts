import * as z from 'zod';
import { Readiness } from './readiness.ts';
import { Assignment, Opening } from './review.ts';
import { Stage } from './stages.ts';
import { Day, Instant, text } from './text.ts';
import { Verdict } from './verdict.ts';

/** Who did it, in which role, and the rule that let them. Absent where the machine itself acted. */
const By = z.strictObject({ person: z.string(), role: z.string(), rule: z.string() });

const StageRound = { stage: Stage, round: z.int().min(1) };

const reason = text(2000);

/** One criterion sent back: why, and what is wanted. */
export const ReturnedCriterion = z.strictObject({
  criterion: z.string().max(12),
  reason,
  wanted: text(2000),
});
export type ReturnedCriterion = z.output<typeof ReturnedCriterion>;

const Rating = z.enum(['S', 'NI', 'U', 'NA']);

const facts = {
  'review-opened': z.strictObject({ review: z.string(), ...Opening.shape, dueAt: Instant }),
  'stage-opened': z.strictObject({ ...StageRound, dueAt: Instant }),
  'stage-submitted': z.strictObject({
    ...StageRound,
    answers: z.string(),
    declaration: z.literal(true),
    recommendation: Readiness.optional(),
    notes: text(4000).optional(),
  }),
  'stage-scored': z.strictObject({
    ...StageRound,
    score: z.number(),
    scoring: z.int(),
    trace: z.record(z.string(), Rating),
  }),
  'stage-returned': z.strictObject({ ...StageRound, criteria: z.array(ReturnedCriterion).min(1) }),
  'stage-assigned': z.strictObject({ ...Assignment.shape, stage: Stage }),
  'anchors-moved': z.strictObject({
    plannedDeployment: Day.optional(),
    arrival: Day.optional(),
    dueAt: Instant.optional(),
    reason,
  }),
  'review-withdrawn': z.strictObject({ ...StageRound, reason }),
  'review-closed': z.strictObject({
    outcome: z.enum(['closed', 'withdrawn']),
    verdict: Verdict.optional(),
  }),
} as const;

export type EventType = keyof typeof facts;
type Facts<T extends EventType> = z.output<(typeof facts)[T]>;

const variant = <T extends EventType>(type: T) =>
  z.strictObject({
    type: z.literal(type),
    seq: z.int().min(1),
    at: Instant,
    by: By.optional(),
    facts: facts[type],
    /** SHA-256 of the event before, and of this event; base64url. */
    prev: z.string(),
    hash: z.string(),
  });

/** One thing that happened to a review. Appended, never changed, and chained by hash. */
export const Event = z.discriminatedUnion('type', [
  variant('review-opened'),
  variant('stage-opened'),
  variant('stage-submitted'),
  variant('stage-scored'),
  variant('stage-returned'),
  variant('stage-assigned'),
  variant('anchors-moved'),
  variant('review-withdrawn'),
  variant('review-closed'),
]);
export type Event = z.output<typeof Event>;

/** An event before it has its place in the record. */
export type NewEvent = {
  [T in EventType]: { readonly type: T; readonly facts: Facts<T>; readonly by?: By };
}[EventType];
export type By = z.output<typeof By>;
