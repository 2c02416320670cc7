import * as z from 'zod';
import { Readiness } from '../readiness.ts';
import { Assignment, Basis, Hand, InstrumentRef, Opening, Released } from '../review.ts';
import { Stage } from '../stages.ts';
import { Instant, text } from '../text.ts';
import { Verdict } from '../verdict.ts';

export const StageRound = { stage: Stage, round: z.int().min(1) };
export const reason = text(2000);
const criterion = z.string().max(12);

/** One criterion sent back: why, and what is wanted. */
export const ReturnedCriterion = z.strictObject({ criterion, reason, wanted: text(2000) });
export type ReturnedCriterion = z.output<typeof ReturnedCriterion>;

/** One criterion on which the contingent commander sees it otherwise than the field team. */
export const Disagreement = z.strictObject({ criterion, reason });
export type Disagreement = z.output<typeof Disagreement>;

/** The rating of each criterion, by id. */
export const Trace = z.record(z.string(), z.enum(['S', 'NI', 'U', 'NA']));
const byStage = <T extends z.ZodType>(value: T) => z.partialRecord(Stage, value);

/** A signature over the record up to the event before: key id, and the value in base64url. */
export const Signature = z.strictObject({ key: z.string(), value: z.string() });
export type Signature = z.output<typeof Signature>;

/** What moves a review through its chain. */
export const stageFacts = {
  'review-opened': z.strictObject({
    review: z.string(),
    ...Opening.shape,
    dueAt: Instant,
    basis: Basis.optional(),
    /** Of a re-verification: the criteria that are looked at again. */
    criteria: z.array(criterion).min(1).optional(),
    /** Answers and scores of the review it rests on, by stage, and whose hands they went through. */
    carried: z
      .strictObject({
        answers: byStage(z.string()),
        scores: byStage(z.number()),
        hands: z.partialRecord(Hand, z.array(z.string())).optional(),
      })
      .optional(),
  }),
  'stage-opened': z.strictObject({ ...StageRound, dueAt: Instant }),
  /** The holder's side has looked at what is asked of it: from then on nothing is taken back. */
  'stage-acknowledged': z.strictObject(StageRound),
  'stage-submitted': z.strictObject({
    ...StageRound,
    answers: z.string(),
    declaration: z.literal(true),
    recommendation: Readiness.optional(),
    notes: text(4000).optional(),
    /** In a later round: the criteria whose answer is not what it was. */
    changed: z.array(criterion).optional(),
    /** What is wanted before the stage ends, and by when where it has a clock of its own. */
    waitsFor: z.enum(['decision', 'signature']).optional(),
    dueAt: Instant.optional(),
  }),
  'stage-scored': z.strictObject({
    ...StageRound,
    score: z.number(),
    scoring: z.int(),
    trace: Trace,
    /** The version that scored; of events before it was kept, the one the review was opened with. */
    instrument: InstrumentRef.optional(),
    signature: Signature.optional(),
  }),
  'stage-returned': z.strictObject({ ...StageRound, criteria: z.array(ReturnedCriterion).min(1) }),
  /** `dueAt`: what the self-assessment was due by, which a recall neither shortens nor extends. */
  'submission-recalled': z.strictObject({ ...StageRound, reason, dueAt: Instant.optional() }),
  'evaluation-decided': z.strictObject({
    ...StageRound,
    decision: Readiness,
    recommendation: Readiness.optional(),
    reasons: text(4000).optional(),
  }),
  'verification-signed': z.strictObject({
    ...StageRound,
    agrees: z.boolean(),
    disagreements: z.array(Disagreement),
  }),
  /** The contingent commander has not signed within the instrument's days: recorded, not blocking. */
  'signature-missed': z.strictObject(StageRound),
  'stage-assigned': z.strictObject({ ...Assignment.shape, stage: Stage }),
  released: z.strictObject({ what: z.array(Released).min(1) }),
  'review-closed': z.strictObject({
    outcome: z.enum(['closed', 'withdrawn', 'lapsed']),
    verdict: Verdict.optional(),
    signature: Signature.optional(),
  }),
} as const;
