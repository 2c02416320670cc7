import * as z from 'zod';
import type { Criterion } from './instrument.ts';
import type { Measure } from './measure.ts';
import type { FieldError } from './refusal.ts';
import { text } from './text.ts';

/** What a criterion may be answered with; the criterion's measure narrows it. */
const Value = z.union([z.number(), z.boolean(), z.string().max(20)]);

/** The review, and the version of the instrument, from which an answer was carried into a later cycle. */
export const Carried = z.strictObject({
  review: z.string().max(64),
  instrument: z.strictObject({ id: z.string().max(40), version: z.int().min(1) }),
});
export type Carried = z.output<typeof Carried>;

export const Answer = z.strictObject({
  value: Value,
  comment: text(4000).optional(),
  evidence: z
    .array(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'the id of a piece of evidence'))
    .max(20)
    .optional(),
  /** Set here, and kept on an answer that is sent back as it was read. */
  carried: Carried.optional(),
  /** The State has looked at a carried answer again, and stands by it. */
  reattested: z.literal(true).optional(),
});
export type Answer = z.output<typeof Answer>;

/** Answers by criterion id. */
export const Answers = z
  .record(z.string().max(12), Answer)
  .refine((answers) => Object.keys(answers).length <= 200, 'at most 200 answers');
export type Answers = z.output<typeof Answers>;

const accepts: Record<Measure, (value: unknown) => boolean> = {
  PCT: (value) =>
    typeof value === 'number' &&
    value >= 0 &&
    value <= 100 &&
    Math.round(value * 100) / 100 === value,
  SNU: (value) => value === 'S' || value === 'NI' || value === 'U',
  YN: (value) => typeof value === 'boolean',
};

const wanted: Record<Measure, string> = {
  PCT: 'a number from 0 to 100 with at most two decimals',
  SNU: '"S", "NI" or "U"',
  YN: 'true or false',
};

const wrongMeasure = ({ id, measure }: Criterion): FieldError => ({
  pointer: `/answers/${id}/value`,
  code: 'wrong_measure',
  detail: `${id} is answered with ${wanted[measure]}, or with "not_assessed".`,
});

const missing = ({ id }: Criterion): FieldError => ({
  pointer: `/answers/${id}`,
  code: 'missing',
  detail: `${id} has no answer: give one, or say "not_assessed".`,
});

/** The JSON pointer of an answer, whatever its criterion is called. */
export const answerPointer = (id: string): string =>
  `/answers/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`;

const unknown = (id: string): FieldError => ({
  pointer: answerPointer(id),
  code: 'unknown_criterion',
  detail: 'This stage of the instrument does not ask this criterion: leave it out.',
});

/** What is wrong with these answers for these criteria. A draft may be partial; a submission may not. */
export const checkAnswers = (
  criteria: readonly Criterion[],
  answers: Answers,
  { complete }: { complete: boolean },
): FieldError[] => {
  const asked = new Map(criteria.map((criterion) => [criterion.id, criterion]));
  const given = Object.entries(answers).flatMap(([id, { value }]) => {
    const criterion = asked.get(id);
    if (!criterion) return [unknown(id)];
    return value === 'not_assessed' || accepts[criterion.measure](value)
      ? []
      : [wrongMeasure(criterion)];
  });
  if (!complete) return given;
  return [...given, ...criteria.filter(({ id }) => !Object.hasOwn(answers, id)).map(missing)];
};
