import * as z from 'zod';
import { Bands, Measure } from '../measure.ts';

const CriterionId = z.string().max(12);

/** The values of a scale that is left, as text (`S`, `true`), each with the value that takes its place. */
const Values = z.record(
  z.string().max(5),
  z.union([z.number().min(0).max(100), z.boolean(), z.enum(['S', 'NI', 'U'])]),
);

const scale = z.strictObject({
  change: z.literal('scale'),
  criterion: CriterionId,
  from: Measure,
  to: Measure,
  /** For an answer that was not a percentage. */
  values: Values.optional(),
  /** For a percentage: S from `satisfactory` on, NI from `improvement` on; as yes or no, S alone is yes. */
  bands: Bands.optional(),
});

/**
 * What one version of an instrument changed about the criteria of the one before. A criterion that
 * no change names keeps its id, its measure and its answers.
 */
const Change = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('rename'), from: CriterionId, to: CriterionId }),
  z.strictObject({
    change: z.literal('split'),
    from: CriterionId,
    to: z.array(CriterionId).min(2),
  }),
  z.strictObject({
    change: z.literal('merge'),
    from: z.array(CriterionId).min(2),
    to: CriterionId,
    rule: z.literal('worst'),
  }),
  scale,
  z.strictObject({ change: z.literal('added'), criterion: CriterionId }),
  z.strictObject({ change: z.literal('retired'), criterion: CriterionId }),
]);

export type Change = z.output<typeof Change>;
export type Scale = z.output<typeof scale>;

/** The version that a version replaces, and what became of its criteria. */
export const Previous = z.strictObject({ version: z.int().min(1), changes: z.array(Change) });
