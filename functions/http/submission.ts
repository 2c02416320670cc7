import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { Answers } from '../../domain/answers.ts';
import { attestedAnswers, requireReattested, sameAnswer } from '../../domain/carried.ts';
import {
  requireAnswers,
  requireOpen,
  requireRecommendation,
} from '../../domain/commands/submissions.ts';
import { checkEvidence, type Evidence } from '../../domain/dossier/evidence.ts';
import type { Stand } from '../../domain/dossier/evidence-warnings.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { Readiness } from '../../domain/readiness.ts';
import { type FieldError, Refusal } from '../../domain/refusal.ts';
import { dayIn, type Zoned } from '../../domain/reminders/calendar-days.ts';
import type { Head } from '../../domain/review.ts';
import { text } from '../../domain/text.ts';
import { type Form, shownAnswers } from './form.ts';

/** A stage, signed. In a later round `answers` holds only what was returned. */
export const Submission = z
  .strictObject({
    answers: Answers,
    declaration: z.literal(true, 'must be true: you declare that the answers are correct'),
    recommendation: Readiness.optional(),
    notes: text(4000).optional(),
    /** Carried answers that still hold: each is named, or answered anew. */
    reattested: z.array(z.string().max(12)).max(200).optional(),
  })
  .meta({ id: 'Submission' });

/** The whole form that a submission gives: what stands, and the answers of this round. */
export const completed = (form: Form, answers: Answers): Answers => ({
  ...form.submitted,
  ...attestedAnswers(shownAnswers(form), answers),
});

/** In a form that was signed before: the criteria whose answer is not what it was. */
export const changedIn = ({ submitted }: Form, answers: Answers): string[] | undefined => {
  if (Object.keys(submitted).length === 0) return undefined;
  return Object.entries(answers).flatMap(([id, answer]) => {
    const before = submitted[id];
    return before && sameAnswer(before, answer) ? [] : [id];
  });
};

/** Refuses what may not be submitted: a stage that is not open, a sealed or a missing answer, unknown evidence. */
export const requireSubmittable = (
  head: Head,
  instrument: Instrument,
  form: Form,
  {
    answers,
    recommendation,
    reattested,
  }: Pick<z.output<typeof Submission>, 'answers' | 'recommendation' | 'reattested'>,
  evidence: readonly Evidence[],
): void => {
  requireOpen(head, form.stage);
  const unknown = checkEvidence(form.stage, answers, evidence);
  requireAnswers(instrument, form.stage, form.asked, answers, true, unknown);
  requireRecommendation(instrument, form.stage, recommendation);
  requireReattested(shownAnswers(form), answers, reattested);
};

/** What warnings about these answers rest on. */
export const standOf = (
  { dueAt }: Head,
  { asked }: Form,
  answers: Answers,
  evidence: readonly Evidence[],
  zone: Zoned,
): Stand => ({
  criteria: asked,
  answers,
  evidence,
  today: timestamp().slice(0, 10),
  due: dueAt && dayIn(zone, dueAt),
});

/** What a submission would be refused for, instead of throwing it. */
export const refusalOf = (check: () => void): readonly FieldError[] => {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof Refusal && error.errors.length > 0) return error.errors;
    throw error;
  }
};
