import * as z from 'zod';
import { getAnswers } from '../../adapters/answers.ts';
import { Answer, type Answers } from '../../domain/answers.ts';
import type { Event } from '../../domain/events.ts';
import { gapNames, type Spoken } from '../../domain/ledger.ts';
import type { Head } from '../../domain/review.ts';
import { type Holder, holders, type Stage, stages } from '../../domain/stages.ts';

export const Rating = z.enum(['S', 'NI', 'U', 'NA']);

const Voice = Answer.extend({
  rating: Rating,
  /** The role that signed. */
  by: z.string(),
  /** Who signed: told to the Secretariat and to their own side. */
  person: z.string().optional(),
  at: z.string(),
  disagreement: z.string().optional(),
});

/** What each voice said of a criterion, and the gap between claim and finding, on the wire. */
export const Voices = {
  self: Voice.optional(),
  evaluation: Voice.optional(),
  verification: Voice.optional(),
  gap: z.number().optional(),
  gaps: z.partialRecord(z.enum(gapNames), z.number()).optional(),
} as const;

const submissionIn = (events: readonly Event[], stage: Stage) =>
  events
    .filter((event) => event.type === 'stage-submitted')
    .findLast(({ facts }) => facts.stage === stage);

/** Where the contingent commander disagrees with what the field signed last: reasons by criterion. */
const disagreementsIn = (events: readonly Event[]): Record<string, string> => {
  const signed = events.filter((event) => event.type === 'verification-signed').at(-1);
  return Object.fromEntries(
    (signed?.facts.disagreements ?? []).map(({ criterion, reason }) => [criterion, reason]),
  );
};

/** What each of these stages said last, and who signed it when; a stage that has not spoken is absent. */
export const spokenIn = async (
  head: Head,
  events: readonly Event[],
  wanted: readonly Stage[],
  side?: Holder,
  read: typeof getAnswers = getAnswers,
): Promise<Partial<Record<Stage, Spoken>>> => {
  const spoken: Partial<Record<Stage, Spoken>> = {};
  for (const stage of wanted) {
    const answers = await read(head, stage);
    if (!answers) continue;
    const { by, at = '' } = submissionIn(events, stage) ?? {};
    const isTold = side === 'secretariat' || side === holders[stage];
    spoken[stage] = {
      answers,
      by: by?.role ?? '',
      at,
      ...(isTold && by && { person: by.person }),
      ...(stage === 'verification' && { disagreements: disagreementsIn(events) }),
    };
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
