import * as z from 'zod';
import { shownLimits } from '../../domain/dossier/sight.ts';
import type { Assignment } from '../../domain/review.ts';
import { holders, type Stage, stages, voiceNames } from '../../domain/stages.ts';
import { Limit, Verdict } from '../../domain/verdict.ts';
import type { Sight } from './sight.ts';

/** A verdict on the wire: of the stage scores, those that are the reader's to read. */
export const ShownVerdict = Verdict.extend({
  scores: Verdict.shape.scores.partial(),
  /** `not_released`: something caps the verdict that this person is not told of yet. */
  limits: z
    .array(Limit.extend({ kind: z.enum([...Limit.shape.kind.options, 'not_released']) }))
    .optional(),
});

export const shownVerdict = (
  { scores, limits, ...verdict }: Verdict,
  { asker, voices, released }: Sight,
): z.output<typeof ShownVerdict> => ({
  ...verdict,
  ...(limits && { limits: shownLimits(asker, limits, released) }),
  scores: Object.fromEntries(voices.map((stage) => [voiceNames[stage], scores[voiceNames[stage]]])),
});

/** What is kept by stage, as far as those stages may be read. */
export const ofVoices = <T>(
  byStage: Partial<Record<Stage, T>>,
  voices: readonly Stage[],
): Partial<Record<Stage, T>> =>
  Object.fromEntries(
    stages
      .filter((stage) => voices.includes(stage) && byStage[stage] !== undefined)
      .map((stage) => [stage, byStage[stage]]),
  );

/** An assignment; the person is named to their own side and to the Secretariat. */
export const shownAssignment = <T extends z.output<typeof Assignment>>(
  { person, ...assignment }: T,
  stage: Stage,
  { side }: Sight,
) => ({
  ...assignment,
  ...(person && (side === 'secretariat' || side === holders[stage]) && { person }),
});
