import { type Answers, checkAnswers } from '../answers.ts';
import { signatureDueAt } from '../due.ts';
import type { By, NewEvent } from '../events.ts';
import { type Criterion, criteriaOf, type Instrument } from '../instrument.ts';
import type { Readiness } from '../readiness.ts';
import { type FieldError, Refusal } from '../refusal.ts';
import type { Zoned } from '../reminders/calendar-days.ts';
import type { Head } from '../review.ts';
import type { Stage } from '../stages.ts';

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

/** What is wanted after the answers of a stage are signed, and by when; nothing in most stages. */
export const waitAfter = (
  { decision, fieldSignatures, ...instrument }: Instrument,
  stage: Stage,
  at: string,
  zone: Zoned,
): { waitsFor?: 'decision' | 'signature'; dueAt?: string } => {
  if (stage === 'evaluation' && decision === 'director') return { waitsFor: 'decision' };
  if (stage === 'verification' && fieldSignatures === 2)
    return { waitsFor: 'signature', dueAt: signatureDueAt(instrument, at, zone) };
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
