import * as z from 'zod';
import { getAnswers } from '../../adapters/answers.ts';
import { Answer, type Answers } from '../../domain/answers.ts';
import type { Event } from '../../domain/events.ts';
import { gapNames, type Spoken } from '../../domain/ledger.ts';
import type { Head } from '../../domain/review.ts';
import { type Stage, stages } from '../../domain/stages.ts';

export const Rating = z.enum(['S', 'NI', 'U', 'NA']);

const Voice = Answer.extend({ rating: Rating, by: z.string(), at: z.string() });

/** What each voice said of a criterion, and the gap between claim and finding, on the wire. */
export const Voices = {
  self: Voice.optional(),
  evaluation: Voice.optional(),
  verification: Voice.optional(),
  gap: z.number().optional(),
  gaps: z.partialRecord(z.enum(gapNames), z.number()).optional(),
} as const;

/** What each of these stages said last, and who signed it when; a stage that has not spoken is absent. */
export const spokenIn = async (
  head: Head,
  events: readonly Event[],
  wanted: readonly Stage[],
): Promise<Partial<Record<Stage, Spoken>>> => {
  const spoken: Partial<Record<Stage, Spoken>> = {};
  for (const stage of wanted) {
    const answers = await getAnswers(head, stage);
    if (!answers) continue;
    const signed = events.findLast(
      (event) => event.type === 'stage-submitted' && event.facts.stage === stage,
    );
    spoken[stage] = { answers, by: signed?.by?.role ?? '', at: signed?.at ?? '' };
  }
  return spoken;
};

/** The submitted answers of every stage that has any. */
export const submittedAnswers = async (head: Head): Promise<Partial<Record<Stage, Answers>>> => {
  const submitted: Partial<Record<Stage, Answers>> = {};
  for (const stage of stages) {
    const answers = await getAnswers(head, stage);
    if (answers) submitted[stage] = answers;
  }
  return submitted;
};
