import * as z from 'zod';
import { getAnswers } from '../../adapters/answers.ts';
import { type Draft, getDraft } from '../../adapters/drafts.ts';
import { eventsOf, getEvent } from '../../adapters/reviews.ts';
import type { Answers } from '../../domain/answers.ts';
import { openCriteria } from '../../domain/commands/submissions.ts';
import type { ReturnedCriterion } from '../../domain/facts/stage-facts.ts';
import { type Criterion, criteriaOf, type Instrument } from '../../domain/instrument.ts';
import type { Head } from '../../domain/review.ts';
import { Stage } from '../../domain/stages.ts';
import { formTag } from './etag.ts';

/** Everything that a form shows and a submission is checked against. */
export interface Form {
  readonly stage: Stage;
  readonly round: number;
  readonly open: boolean;
  /** All criteria of the stage. */
  readonly criteria: readonly Criterion[];
  /** The criteria that may be answered in this round. */
  readonly asked: readonly Criterion[];
  readonly returned: readonly ReturnedCriterion[];
  /** What was submitted before and stands. */
  readonly submitted: Answers;
  readonly draft: Draft | undefined;
  readonly tag: string;
}

/** What was sent back, by the criteria of the version that the review is pinned to. */
export const returnedOf = async (
  head: Head,
  stage: Stage,
): Promise<readonly ReturnedCriterion[]> => {
  if (stage !== 'self-assessment' || head.returned === undefined) return [];
  const event = await getEvent(head.id, head.returned);
  if (event?.type === 'instrument-migrated') return event.facts.returned ?? [];
  return event?.type === 'stage-returned' ? event.facts.criteria : [];
};

/** The only criteria that this stage asks, or undefined where it asks all of its own. */
const onlyAsked = async (
  { id, basis }: Head,
  returned: readonly ReturnedCriterion[],
): Promise<readonly string[] | undefined> => {
  if (returned.length > 0) return returned.map(({ criterion }) => criterion);
  if (basis?.kind !== 'reverification') return undefined;
  const opening = await getEvent(id, 1);
  return opening?.type === 'review-opened' ? opening.facts.criteria : undefined;
};

/** The draft of this round; an evaluation goes on with what was drafted before it sent criteria back. */
const draftOf = async (head: Head, stage: Stage): Promise<Draft | undefined> => {
  const draft = await getDraft(head.id, stage, head.round);
  if (draft || stage === 'self-assessment' || head.round === 1) return draft;
  const earlier = await getDraft(head.id, stage, head.round - 1);
  return earlier && { ...earlier, revision: 0 };
};

export const readForm = async (head: Head, instrument: Instrument, stage: Stage): Promise<Form> => {
  const open = head.phase === 'open' && head.stage === stage && !head.waiting;
  const returned = await returnedOf(head, stage);
  const draft = open ? await draftOf(head, stage) : undefined;
  return {
    stage,
    round: head.round,
    open,
    criteria: criteriaOf(instrument, stage),
    asked: openCriteria(instrument, stage, await onlyAsked(head, returned)),
    returned,
    submitted: (await getAnswers(head, stage)) ?? {},
    draft,
    tag: formTag(stage, head.round, draft?.revision ?? 0),
  };
};

/** The draft that the next save goes on from; an empty one before the first. */
export const draftIn = ({ draft }: Form): Draft =>
  draft ?? { revision: 0, answers: {}, ready: [], remarks: [] };

/** What every save of a draft answers with. */
export const SavedDraft = z.object({ stage: Stage, round: z.int(), revision: z.int() });

/** The answer to a save, with the new ETag of the form. */
export const savedDraft = ({ stage, round }: Head, { revision }: Draft) => ({
  body: { stage, round, revision },
  etag: formTag(stage, round, revision),
});

/** The answers as the form shows them: what stands, and the draft over it. */
export const shownAnswers = ({ submitted, draft }: Form): Answers => ({
  ...submitted,
  ...draft?.answers,
});

/** What changed when the stage was last signed; undefined in the first round. */
export const changedSince = async (
  { id, round }: Head,
  stage: Stage,
): Promise<string[] | undefined> => {
  if (round === 1) return undefined;
  const events = await Array.fromAsync(eventsOf(id));
  const signed = events.findLast(
    (event) => event.type === 'stage-submitted' && event.facts.stage === stage,
  );
  return signed?.type === 'stage-submitted' ? signed.facts.changed : undefined;
};

/** What was noted when the stage was signed last. */
export const notesOn = async ({ id }: Head, stage: Stage): Promise<string | undefined> => {
  const events = await Array.fromAsync(eventsOf(id));
  return events
    .filter((event) => event.type === 'stage-submitted')
    .findLast(({ facts }) => facts.stage === stage)?.facts.notes;
};
