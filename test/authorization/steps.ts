import type { Answers } from '../../domain/answers.ts';
import { closeReview, nextStep, openStage, scoreSubmission } from '../../domain/chain.ts';
import {
  decideEvaluation,
  recallSubmission,
  signVerification,
} from '../../domain/commands/decisions.ts';
import { returnCriteria } from '../../domain/commands/returns.ts';
import { submitStage, waitAfter } from '../../domain/commands/submissions.ts';
import type { By, NewEvent } from '../../domain/events.ts';
import { criteriaOf, type Instrument } from '../../domain/instrument.ts';
import type { Head } from '../../domain/review.ts';
import { scoreStage } from '../../domain/scoring.ts';
import type { Stage } from '../../domain/stages.ts';
import { headquarters } from '../../instruments/calendars.ts';

/** What somebody does to a review as it stands. `at` is an instant. */
export type Deed = (head: Head, by: By, at: string) => NewEvent;

/** The answers of a stage, out of answers to all criteria. */
export const answersIn = (instrument: Instrument, stage: Stage, all: Answers): Answers =>
  Object.fromEntries(
    criteriaOf(instrument, stage).flatMap(({ id }) => (all[id] ? [[id, all[id]]] : [])),
  );

/**
 * What moves a review through its chain: the machine's next step, undefined where it waits or rests, and
 * what people do. Every stage is answered the same. `nameOf` gives the name under which answers are kept.
 */
export const stepsOf = (
  instrument: Instrument,
  all: Answers,
  nameOf: (head: Head) => string = ({ round }) => `${round}#answers`,
) => {
  const given = (stage: Stage) => answersIn(instrument, stage, all);
  const trace = (stage: Stage) => scoreStage(instrument, stage, given(stage)).trace;
  const traces = {
    'self-assessment': trace('self-assessment'),
    evaluation: trace('evaluation'),
    verification: trace('verification'),
  };

  const machineStep = (head: Head, at: string): NewEvent | undefined => {
    const step = nextStep(head);
    if (step.task === 'open') return openStage(head, step, instrument, at, headquarters);
    if (step.task === 'score') return scoreSubmission(head, step, instrument, given(head.stage));
    return step.task === 'close' ? closeReview(head, step.round, instrument, traces) : undefined;
  };
  const submitted: Deed = (head, by, at) => {
    const wait = waitAfter(instrument, head.stage, at, headquarters);
    return submitStage(head, nameOf(head), { recommendation: 'ready', ...wait }, by);
  };
  const criterion = criteriaOf(instrument, 'self-assessment')[0]?.id ?? '';
  const sentBack: Deed = (head, by) =>
    returnCriteria(head, instrument, [{ criterion, reason: 'unclear', wanted: 'a figure' }], by);
  const recalled: Deed = (head, by) => recallSubmission(head, 'sent too early', head.dueAt, by);
  const decided: Deed = (head, by) => decideEvaluation(head, { decision: 'ready' }, 'ready', by);
  const signed: Deed = (head, by) =>
    signVerification(head, instrument, { agrees: true, disagreements: [] }, by);
  return { machineStep, submitted, sentBack, recalled, decided, signed };
};
