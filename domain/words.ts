import * as z from 'zod';
import type { Criterion, Instrument } from './instrument.ts';

const text = z.string().min(1);

/**
 * What the instruments say in one language: titles of sections by instrument and section, criteria
 * by id, for every version alike. `reviewed` is whether a native reader has read all of it.
 */
export const Words = z.strictObject({
  reviewed: z.boolean(),
  /** Where the words come from, and what holds where they and the English differ. */
  note: text,
  sections: z.record(z.string(), z.record(z.string(), text)),
  criteria: z.record(z.string(), z.strictObject({ text, evidence: text })),
});
export type Words = z.output<typeof Words>;

/** A criterion in the language of the words; in English without words, or where they do not have it. */
export const criterionIn = (words: Words | undefined, criterion: Criterion): Criterion => ({
  ...criterion,
  ...words?.criteria[criterion.id],
});

/** An instrument with sections and criteria in the language of the words; title and notice stay English. */
export const instrumentIn = (words: Words | undefined, instrument: Instrument): Instrument => ({
  ...instrument,
  sections: instrument.sections.map(({ id, title }) => ({
    id,
    title: words?.sections[instrument.id]?.[id] ?? title,
  })),
  criteria: instrument.criteria.map((criterion) => criterionIn(words, criterion)),
});
