import * as z from 'zod';
import { Stage } from './stages.ts';

/** How a criterion is answered: a percentage 0-100, satisfactory / needs improvement / unsatisfactory, or yes / no. */
export const Measure = z.enum(['PCT', 'SNU', 'YN']);
export type Measure = z.output<typeof Measure>;

/** Lower limits, in per cent, from which a percentage counts as satisfactory (S) and as needs improvement (NI). */
export const Bands = z
  .strictObject({
    satisfactory: z.number().min(0).max(100),
    improvement: z.number().min(0).max(100),
  })
  .refine(
    (bands) => bands.improvement <= bands.satisfactory,
    'improvement may not exceed satisfactory',
  );
export type Bands = z.output<typeof Bands>;

/** One line of an instrument. `provenance` says how sure we are of the basis document; wording, measure and `critical` are this project's. */
export const Criterion = z.strictObject({
  id: z.string().regex(/^[A-Z]{2,5}-[A-Z][0-9]{1,2}$/),
  section: z.string(),
  text: z.string().min(1),
  measure: Measure,
  critical: z.boolean(),
  stages: z.array(Stage).min(1),
  evidence: z.string(),
  basis: z.string(),
  provenance: z.string(),
  bands: Bands.optional(),
});
export type Criterion = z.output<typeof Criterion>;

/** When a stage is due: whole days after it opened, or after an anchor date of the review. */
const DueRule = z.strictObject({ days: z.int().min(1), after: z.enum(['opened', 'arrival']) });

/** A versioned assessment template. Never presented as a United Nations form. */
export const Instrument = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z-]*$/),
    version: z.int().min(1),
    title: z.string(),
    notice: z.string(),
    unitTypes: z.array(z.string()).min(1),
    decision: z.enum(['evaluator', 'director']),
    fieldSignatures: z.int().min(1).max(2),
    roundBudget: z.int().min(1),
    scoringVersion: z.int().min(1),
    bands: Bands,
    thresholds: z.strictObject({ ready: z.number(), conditional: z.number() }),
    due: z.record(Stage, DueRule),
    sections: z.array(z.strictObject({ id: z.string(), title: z.string() })).min(1),
    criteria: z.array(Criterion).min(1),
  })
  .check(({ value, issues }) => {
    const ids = value.criteria.map((criterion) => criterion.id);
    const sections = new Set(value.sections.map((section) => section.id));
    if (new Set(ids).size !== ids.length)
      issues.push({ code: 'custom', message: 'criterion ids must be unique', input: ids });
    for (const { id, section } of value.criteria)
      if (!sections.has(section))
        issues.push({ code: 'custom', message: `${id} names an unknown section`, input: section });
  });
export type Instrument = z.output<typeof Instrument>;

/** The criteria that a stage answers. */
export const criteriaOf = (instrument: Instrument, stage: Stage): Criterion[] =>
  instrument.criteria.filter((criterion) => criterion.stages.includes(stage));
