import type { By, NewEvent } from '../events.ts';
import type { Disagreement } from '../facts/stage-facts.ts';
import { criteriaOf, type Instrument } from '../instrument.ts';
import type { Readiness } from '../readiness.ts';
import { type FieldError, Refusal } from '../refusal.ts';
import type { Head } from '../review.ts';

/** Refuses unless the open stage is signed and waits for this. */
const requireWaiting = (head: Head, wanted: 'decision' | 'signature'): void => {
  if (head.phase === 'open' && head.waiting === wanted) return;
  throw new Refusal(
    'wrong_stage',
    wanted === 'decision'
      ? 'There is no recommendation to decide on: the evaluator submits the evaluation first.'
      : 'There is nothing to sign: the field team submits the verification first.',
  );
};

const field = (pointer: string, code: string, detail: string): FieldError => ({
  pointer,
  code,
  detail,
});

/**
 * The director decides on the evaluator's recommendation. A "no", and a decision that departs from
 * the recommendation, is a matter between States and the Organization: it carries its reasons.
 */
export const decideEvaluation = (
  head: Head,
  { decision, reasons }: { decision: Readiness; reasons?: string | undefined },
  recommendation: Readiness | undefined,
  by: By,
): NewEvent => {
  requireWaiting(head, 'decision');
  const departs = recommendation !== undefined && decision !== recommendation;
  if (!reasons && (decision === 'not_ready' || departs))
    throw new Refusal('invalid_request', 'This decision needs its reasons.', [
      field(
        '/reasons',
        'missing',
        departs
          ? `Say why the decision is not the recommendation, which was "${recommendation}".`
          : 'A "not ready" goes to the State: say why.',
      ),
    ]);
  const { round } = head;
  return {
    type: 'evaluation-decided',
    by,
    facts: {
      stage: 'evaluation',
      round,
      decision,
      ...(recommendation && { recommendation }),
      ...(reasons && { reasons }),
    },
  };
};

const disagreementErrors = (
  instrument: Instrument,
  disagreements: readonly Disagreement[],
): FieldError[] => {
  const asked = new Set(criteriaOf(instrument, 'verification').map(({ id }) => id));
  return disagreements.flatMap(({ criterion }, index) => {
    const pointer = `/disagreements/${index}/criterion`;
    if (!asked.has(criterion))
      return [field(pointer, 'unknown_criterion', 'The verification does not ask this criterion.')];
    const first = disagreements.findIndex((other) => other.criterion === criterion) === index;
    return first ? [] : [field(pointer, 'named_twice', 'This criterion is named twice.')];
  });
};

/** The contingent commander signs the field verification, and says where they see it otherwise. */
export const signVerification = (
  head: Head,
  instrument: Instrument,
  { agrees, disagreements }: { agrees: boolean; disagreements: Disagreement[] },
  by: By,
): NewEvent => {
  requireWaiting(head, 'signature');
  const wrong = disagreementErrors(instrument, disagreements);
  if (agrees !== (disagreements.length === 0))
    wrong.push(
      field(
        agrees ? '/agrees' : '/disagreements',
        'contradiction',
        agrees
          ? 'Disagreements are named: "agrees" must then be false.'
          : 'Name each criterion on which you disagree, with the reason.',
      ),
    );
  if (wrong.length > 0)
    throw new Refusal('invalid_answers', 'The signature cannot be taken like this.', wrong);
  const { round } = head;
  return {
    type: 'verification-signed',
    by,
    facts: { stage: 'verification', round, agrees, disagreements },
  };
};

/** The Permanent Mission takes back what it submitted, as long as nobody has opened it; `dueAt` is what it was due by. */
export const recallSubmission = (
  head: Head,
  why: string,
  dueAt: string | undefined,
  by: By,
): NewEvent => {
  if (head.phase !== 'open' || head.stage !== 'evaluation' || head.waiting)
    throw new Refusal('wrong_stage', 'There is no submission that could be taken back.');
  if (head.seen)
    throw new Refusal(
      'wrong_stage',
      'The Secretariat has opened the submission: it can no longer be taken back. Ask for a return.',
    );
  const { round } = head;
  return {
    type: 'submission-recalled',
    by,
    facts: { stage: 'evaluation', round, reason: why, ...(dueAt && { dueAt }) },
  };
};
