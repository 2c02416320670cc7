import * as z from 'zod';
import { Bands, Measure } from './measure.ts';
import { Readiness } from './readiness.ts';
import { Stage } from './stages.ts';
import { Previous } from './versions/mapping.ts';

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
  /** How often the criterion counts, from scoring version 2 on; 1 where nothing is said. */
  weight: z.number().positive().max(10).optional(),
});
export type Criterion = z.output<typeof Criterion>;

/** When a stage is due: whole days after it opened, or after an anchor date of the review. */
const DueRule = z.strictObject({ days: z.int().min(1), after: z.enum(['opened', 'arrival']) });

const days = z.int().min(1).max(3650);

/**
 * What becomes of a stage that is still unanswered `graceDays` after it was due: the review lapses,
 * a director decides without it, or the due date moves by `days`, at most `times` times, and `afterwards`.
 */
export const Expiry = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('lapse'), graceDays: z.int().min(0) }),
  z.strictObject({ outcome: z.literal('decide'), graceDays: z.int().min(0) }),
  z.strictObject({
    outcome: z.literal('extend'),
    graceDays: z.int().min(0),
    days,
    times: z.int().min(1),
    afterwards: z.enum(['lapse', 'decide']),
  }),
]);

/** What caps a verdict beside the criteria, and at what. */
const Caps = z.strictObject({
  undeclaredCaveat: Readiness,
  caveatNotAccepted: Readiness,
  vettingNotCleared: Readiness,
  certificateMissing: Readiness,
});

/** What a State certifies, apart from its self-assessment. */
export const CertificateKind = z.enum([
  'operational_preparation',
  'conduct_and_discipline',
  'human_rights_screening',
]);

/** What instruments say from version 2 on; each field may be absent, and then nothing of the kind happens. */
const sinceVersion2 = {
  /** The clock of a form that was returned. */
  returnDays: days.optional(),
  /** Days after the team leader's signature until the contingent commander's absence is recorded. */
  signatureDays: days.optional(),
  expiry: z.partialRecord(Stage, Expiry).optional(),
  /** How long a verdict holds. */
  validityDays: days.optional(),
  caps: Caps.partial().optional(),
  certificates: z
    .array(z.strictObject({ kind: CertificateKind, required: z.boolean() }))
    .optional(),
  /** When the unit's vetting has to be recorded. */
  vetting: z.strictObject({ when: z.enum(['before_deployment', 'on_arrival']) }).optional(),
  previous: Previous.optional(),
} as const;

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
    ...sinceVersion2,
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
  })
  .refine(
    ({ scoringVersion, criteria }) =>
      scoringVersion > 1 || criteria.every(({ weight }) => weight === undefined),
    'weights count from scoring version 2 on',
  )
  .refine(
    ({ fieldSignatures, signatureDays }) => fieldSignatures === 1 || signatureDays !== undefined,
    'two signatures need signatureDays, or a review may wait for the second one for ever',
  )
  .refine(
    ({ version, previous }) => previous === undefined || previous.version === version - 1,
    'previous is the version just before',
  );
export type Instrument = z.output<typeof Instrument>;

/** The criteria that a stage answers. */
export const criteriaOf = (instrument: Instrument, stage: Stage): Criterion[] =>
  instrument.criteria.filter((criterion) => criterion.stages.includes(stage));
