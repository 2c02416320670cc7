import type { Answers } from './answers.ts';
import { dueAt, dueOnReturn } from './due.ts';
import type { NewEvent } from './events.ts';
import type { Instrument } from './instrument.ts';
import { Superseded } from './refusal.ts';
import type { Zoned } from './reminders/calendar-days.ts';
import type { Head } from './review.ts';
import { scoreStage } from './scoring.ts';
import { nextStage, type Stage } from './stages.ts';
import { type Beside, type Traces, verdictOf } from './verdict.ts';

/** A place in the chain: a stage in a round. */
export interface Place {
  readonly stage: Stage;
  readonly round: number;
}

/** The next task of the chain for a review that is in transit. */
export type Step =
  | ({ readonly task: 'open' | 'score' } & Place)
  | { readonly task: 'close'; readonly round: number }
  | { readonly task: 'none'; readonly round: number };

/** Where a resumed execution enters the chain. */
export const nextStep = ({ phase, stage, round, decision }: Head): Step => {
  const following = decision === 'not_ready' ? undefined : nextStage(stage);
  switch (phase) {
    case 'new':
      return { task: 'open', stage, round };
    case 'returned':
      return { task: 'open', stage: 'self-assessment', round: round + 1 };
    case 'submitted':
      return { task: 'score', stage, round };
    case 'scored':
      return following ? { task: 'open', stage: following, round } : { task: 'close', round };
    case 'closing':
      return { task: 'close', round };
    case 'open':
    case 'rest':
      return { task: 'none', round };
  }
};

const samePlace = (head: Head, { stage, round }: Place) =>
  head.stage === stage && head.round === round;

/** Throws unless the review's next step is exactly this one. */
const requireStep = (head: Head, wanted: Step): void => {
  const step = nextStep(head);
  const same =
    step.task === wanted.task &&
    step.round === wanted.round &&
    ('stage' in step ? step.stage : undefined) === ('stage' in wanted ? wanted.stage : undefined);
  if (!same)
    throw new Superseded(`${head.id} stands at ${head.phase}, ${head.stage}, ${head.round}`);
};

/** A new review told its first due date when it was opened, and keeps to it; so does one that was recalled. */
const dueOf = (
  head: Head,
  { stage, round }: Place,
  instrument: Instrument,
  at: string,
  zone: Zoned,
): string => {
  if ((head.phase === 'new' || head.recalled) && head.dueAt) return head.dueAt;
  const again = stage === 'self-assessment' && round > 1;
  return again ? dueOnReturn(instrument, at, head, zone) : dueAt(instrument, stage, at, head, zone);
};

/** Opens a stage, due at the end of a day in the zone; undefined when it is open already, by this very step. */
export const openStage = (
  head: Head,
  place: Place,
  instrument: Instrument,
  at: string,
  zone: Zoned,
): NewEvent | undefined => {
  if (head.phase === 'open' && samePlace(head, place)) return undefined;
  const { stage, round } = place;
  requireStep(head, { task: 'open', stage, round });
  return {
    type: 'stage-opened',
    facts: { stage, round, dueAt: dueOf(head, place, instrument, at, zone) },
  };
};

/** Scores a submitted stage; undefined when that is done already. */
export const scoreSubmission = (
  head: Head,
  place: Place,
  instrument: Instrument,
  answers: Answers,
): NewEvent | undefined => {
  if (head.phase === 'scored' && samePlace(head, place)) return undefined;
  const { stage, round } = place;
  requireStep(head, { task: 'score', stage, round });
  const { score, trace } = scoreStage(instrument, stage, answers);
  return {
    type: 'stage-scored',
    facts: {
      stage,
      round,
      score,
      scoring: instrument.scoringVersion,
      trace,
      instrument: { id: instrument.id, version: instrument.version },
    },
  };
};

/** The verdict of a review whose stages are scored; one that the Secretariat refused has no field voice. */
const concludedVerdict = (
  head: Head,
  instrument: Instrument,
  traces: Traces,
  beside: Omit<Beside, 'decision'>,
) => {
  const { verification } = head.scores;
  const scores = {
    self: head.scores['self-assessment'] ?? 0,
    evaluation: head.scores.evaluation ?? 0,
    ...(verification !== undefined && { verification }),
  };
  return verdictOf(instrument, traces, scores, { ...beside, decision: head.decision });
};

/** Closes a review; undefined when it rests already. */
export const closeReview = (
  head: Head,
  round: number,
  instrument: Instrument,
  traces: Traces,
  beside: Omit<Beside, 'decision'> = {},
): NewEvent | undefined => {
  if (head.phase === 'rest' && head.round === round) return undefined;
  requireStep(head, { task: 'close', round });
  const { state } = head;
  if (state === 'withdrawn' || state === 'lapsed')
    return { type: 'review-closed', facts: { outcome: state } };
  return {
    type: 'review-closed',
    facts: { outcome: 'closed', verdict: concludedVerdict(head, instrument, traces, beside) },
  };
};
