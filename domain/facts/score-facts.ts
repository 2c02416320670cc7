import * as z from 'zod';
import { Stage } from '../stages.ts';
import { Verdict } from '../verdict.ts';
import { ReturnedCriterion, Trace } from './stage-facts.ts';

const byStage = <T extends z.ZodType>(value: T) => z.partialRecord(Stage, value);

/** Versions of one instrument: the one before, and the one after. */
const versions = { instrument: z.string(), from: z.int().min(1), to: z.int().min(1) };

/** The score of a stage, the scoring version that gave it, and the rating of each criterion. */
export const StageScore = z.strictObject({ score: z.number(), scoring: z.int(), trace: Trace });
export type StageScore = z.output<typeof StageScore>;

/** What changes a stored score: somebody approved it, having seen what it changes. */
export const scoreFacts = {
  'score-recomputed': z.strictObject({
    ...versions,
    scores: byStage(StageScore),
    verdict: Verdict,
    /** SHA-256 of the preview that was approved; base64url. */
    digest: z.string(),
  }),
  'instrument-migrated': z.strictObject({
    ...versions,
    /** The submitted answers as the new version asks for them; what was submitted stays beside them. */
    answers: byStage(z.string()),
    scores: byStage(StageScore),
    /** What is sent back, by the criteria of the new version. */
    returned: z.array(ReturnedCriterion).optional(),
    digest: z.string(),
  }),
} as const;
