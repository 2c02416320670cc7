import { type Answers, checkAnswers } from './answers.ts';
import { dueAt, signatureDueAt } from './due.ts';
import type { By, NewEvent } from './events.ts';
import type { ReturnedCriterion } from './facts/stage-facts.ts';
import { type Criterion, criteriaOf, type Instrument } from './instrument.ts';
import type { Readiness } from './readiness.ts';
import { type FieldError, Refusal } from './refusal.ts';
import type { Head, Opening } from './review.ts';
import type { Stage } from './stages.ts';

/** What a stage asks in this round: everything, or only what was returned or is verified again. */
export const openCriteria = (
  instrument: Instrument,
  stage: Stage,
  only: readonly string[] | undefined,
): Criterion[] => {
  const asked = criteriaOf(instrument, stage);
  return only ? asked.filter(({ id }) => only.includes(id)) : asked;
};

/** Refuses unless `stage` of this review is open and waiting for its answers. */
export const requireOpen = (head: Head, stage: Stage): void => {
  const open = head.phase === 'open' && head.stage === stage;
  if (open && !head.waiting) return;
  if (open)
    throw new Refusal(
      'wrong_stage',
      `${stage} is signed already, and waits for a ${head.waiting}.`,
    );
  throw new Refusal(
    'wrong_stage',
    `${stage} is not open: the review stands at ${head.state}. Read the review to see who holds it.`,
  );
};

/** The answers that a returned form may not touch. */
const sealedOf = (all: readonly Criterion[], open: readonly Criterion[], answers: Answers) => {
  const openIds = new Set(open.map(({ id }) => id));
  return all
    .filter(({ id }) => Object.hasOwn(answers, id) && !openIds.has(id))
    .map<FieldError>(({ id }) => ({
      pointer: `/answers/${id}`,
      code: 'sealed',
      detail: `${id} was not returned: its answer stands. Leave it out.`,
    }));
};

/** Refuses answers that the form would not take, and whatever `more` is wrong with them; a draft may be partial, a submission may not. */
export const requireAnswers = (
  instrument: Instrument,
  stage: Stage,
  open: readonly Criterion[],
  answers: Answers,
  complete: boolean,
  more: readonly FieldError[] = [],
): void => {
  const sealed = sealedOf(criteriaOf(instrument, stage), open, answers);
  if (sealed.length > 0)
    throw new Refusal('sealed', 'Only the returned criteria are open in this round.', sealed);
  const wrong = [...checkAnswers(open, answers, { complete }), ...more];
  if (wrong.length > 0)
    throw new Refusal('invalid_answers', 'Some answers are missing or wrong.', wrong);
};

export const openReview = (
  review: string,
  opening: Opening,
  instrument: Instrument,
  at: string,
  by: By,
): NewEvent => ({
  type: 'review-opened',
  by,
  facts: { review, ...opening, dueAt: dueAt(instrument, 'self-assessment', at, opening) },
});

/** What is wanted after the answers of a stage are signed, and by when; nothing in most stages. */
export const waitAfter = (
  { decision, fieldSignatures, ...instrument }: Instrument,
  stage: Stage,
  at: string,
): { waitsFor?: 'decision' | 'signature'; dueAt?: string } => {
  if (stage === 'evaluation' && decision === 'director') return { waitsFor: 'decision' };
  if (stage === 'verification' && fieldSignatures === 2)
    return { waitsFor: 'signature', dueAt: signatureDueAt(instrument, at) };
  return {};
};

/** Where a director decides, the evaluator recommends. */
export const requireRecommendation = (
  { decision }: Instrument,
  stage: Stage,
  recommendation: Readiness | undefined,
): void => {
  if (stage !== 'evaluation' || decision === 'evaluator' || recommendation) return;
  const detail = 'Recommend "ready", "conditional" or "not_ready": a director decides on it.';
  throw new Refusal('invalid_answers', 'The recommendation is missing.', [
    { pointer: '/recommendation', code: 'missing', detail },
  ]);
};

/** What is signed with the answers of a stage. */
interface Signed {
  readonly recommendation?: Readiness | undefined;
  readonly notes?: string | undefined;
  readonly changed?: string[] | undefined;
  readonly waitsFor?: 'decision' | 'signature' | undefined;
  readonly dueAt?: string | undefined;
}

export const submitStage = (
  { stage, round }: Head,
  answers: string,
  { recommendation, notes, changed, waitsFor, dueAt }: Signed,
  by: By,
): NewEvent => ({
  type: 'stage-submitted',
  by,
  facts: {
    stage,
    round,
    answers,
    declaration: true,
    ...(recommendation && { recommendation }),
    ...(notes && { notes }),
    ...(changed && { changed }),
    ...(waitsFor && { waitsFor }),
    ...(dueAt && { dueAt }),
  },
});

/**
 * Sends named criteria back to the contributor, instead of an evaluation or of a decision on it;
 * only criteria that the contributor answers, and only within the instrument's rounds.
 */
export const returnCriteria = (
  head: Head,
  instrument: Instrument,
  criteria: ReturnedCriterion[],
  by: By,
): NewEvent => {
  if (head.waiting !== 'decision') requireOpen(head, 'evaluation');
  const asked = new Set(criteriaOf(instrument, 'self-assessment').map(({ id }) => id));
  const wrong = criteria.flatMap(({ criterion }, index): FieldError[] => {
    const first = criteria.findIndex((other) => other.criterion === criterion) === index;
    if (asked.has(criterion) && first) return [];
    const detail = first
      ? 'The self-assessment does not ask this criterion.'
      : 'This criterion is named twice.';
    return [{ pointer: `/criteria/${index}/criterion`, code: 'unknown_criterion', detail }];
  });
  if (wrong.length > 0)
    throw new Refusal('invalid_answers', 'Some criteria cannot go back.', wrong);
  if (head.round >= instrument.roundBudget)
    throw new Refusal(
      'wrong_stage',
      `The ${instrument.roundBudget} rounds of this instrument are used up: nothing goes back any more. ${
        instrument.decision === 'director'
          ? 'Submit the evaluation with a recommendation, and a director decides.'
          : 'Submit the evaluation.'
      }`,
    );
  return {
    type: 'stage-returned',
    by,
    facts: { stage: 'evaluation', round: head.round, criteria },
  };
};

/** Refuses what no longer makes sense once a review is closed or withdrawn. */
export const requireRunning = (head: Head): void => {
  if (head.phase === 'closing' || head.phase === 'rest')
    throw new Refusal(
      'wrong_stage',
      `The review is ${head.state}: nothing can be changed any more.`,
    );
};

export const withdrawReview = (head: Head, reason: string, by: By): NewEvent => {
  requireRunning(head);
  const { stage, round } = head;
  return { type: 'review-withdrawn', by, facts: { stage, round, reason } };
};

/** Moves an anchor; the due date of an open stage that hangs on it moves with it. */
export const moveAnchors = (
  head: Head,
  instrument: Instrument,
  moved: { plannedDeployment?: string | undefined; arrival?: string | undefined; reason: string },
  at: string,
  by: By,
): NewEvent => {
  requireRunning(head);
  const { plannedDeployment, arrival, reason } = moved;
  const anchors = {
    ...head,
    ...(plannedDeployment && { plannedDeployment }),
    ...(arrival && { arrival }),
  };
  const hangs = instrument.due[head.stage].after === 'arrival';
  return {
    type: 'anchors-moved',
    by,
    facts: {
      ...(plannedDeployment && { plannedDeployment }),
      ...(arrival && { arrival }),
      ...(hangs && { dueAt: dueAt(instrument, head.stage, at, anchors) }),
      reason,
    },
  };
};
