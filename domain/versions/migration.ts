import type { Answers } from '../answers.ts';
import { requireRunning } from '../commands/withdrawals.ts';
import type { By, NewEvent } from '../events.ts';
import type { StageScore } from '../facts/score-facts.ts';
import type { ReturnedCriterion } from '../facts/stage-facts.ts';
import { criteriaOf, type Instrument } from '../instrument.ts';
import { type FieldError, Refusal } from '../refusal.ts';
import type { Head } from '../review.ts';
import { scoreStage } from '../scoring.ts';
import { type Stage, stages } from '../stages.ts';
import { type Fate, fatesOf } from './fates.ts';
import { mapAnswers } from './map-answers.ts';

type ByStage<T> = Partial<Record<Stage, T>>;

/** What a review holds when it moves to another version: submitted answers, and what was sent back. */
export interface Held {
  readonly submitted: ByStage<Answers>;
  readonly returned?: readonly ReturnedCriterion[] | undefined;
}

/** What moving a review to another version of its instrument does. */
export interface Migration {
  readonly from: number;
  readonly to: number;
  readonly answers: ByStage<Answers>;
  readonly scores: ByStage<StageScore>;
  readonly returned?: ReturnedCriterion[] | undefined;
  readonly fates: Record<Stage, Fate[]>;
  /** What stands in its way, by criterion; empty when it can be approved. */
  readonly obstacles: FieldError[];
}

/** Whether the answers of a stage are signed, and not open again in this round. */
const isSigned = ({ answers, stage: current, waiting }: Head, stage: Stage): boolean => {
  if (!answers[stage]) return false;
  const before = stages.indexOf(stage) < stages.indexOf(current);
  return before || (stage === current && waiting !== undefined);
};

const mapStages = <T>(given: ByStage<Answers>, map: (stage: Stage, answers: Answers) => T) =>
  Object.fromEntries(
    stages.flatMap((stage) => {
      const answers = given[stage];
      return answers ? [[stage, map(stage, answers)]] : [];
    }),
  ) as ByStage<T>;

const scored = (head: Head, to: Instrument, answers: ByStage<Answers>): ByStage<StageScore> => {
  const kept = Object.fromEntries(
    Object.entries(answers).filter(([stage]) => head.scores[stage as Stage] !== undefined),
  );
  return mapStages(kept, (stage, given) => ({
    ...scoreStage(to, stage, given),
    scoring: to.scoringVersion,
  }));
};

/** The criteria that were sent back, as the new version calls them; one that was merged is named once. */
const returnedAs = (
  returned: readonly ReturnedCriterion[],
  fates: readonly Fate[],
): ReturnedCriterion[] =>
  fates.flatMap(({ criterion, from, outcome }) => {
    const first = returned.find((one) => from.includes(one.criterion));
    return first && outcome !== 'dropped' ? [{ ...first, criterion }] : [];
  });

/** Criteria that the new version asks of a form that is open again: they open with what was sent back. */
const addedTo = (form: Answers, to: Instrument, stage: Stage): ReturnedCriterion[] =>
  criteriaOf(to, stage)
    .filter(({ id }) => !Object.hasOwn(form, id))
    .map(({ id }) => ({
      criterion: id,
      reason: `Version ${to.version} of the instrument asks this criterion; the version before did not.`,
      wanted: 'An answer.',
    }));

const returnedIn = (head: Head, held: Held, path: readonly Instrument[], answers: Answers) => {
  const to = path.at(-1);
  if (!held.returned || held.returned.length === 0 || !to) return undefined;
  const mapped = returnedAs(held.returned, fatesOf(path, 'self-assessment'));
  const known = new Set(mapped.map(({ criterion }) => criterion));
  const added = head.stage === 'self-assessment' ? addedTo(answers, to, 'self-assessment') : [];
  return [...mapped, ...added.filter(({ criterion }) => !known.has(criterion))];
};

const missingIn = (to: Instrument, stage: Stage, answers: Answers): FieldError[] =>
  criteriaOf(to, stage)
    .filter(({ id, critical }) => critical && !Object.hasOwn(answers, id))
    .map(({ id }) => ({
      pointer: '/toVersion',
      code: 'needs_answer',
      detail: `${id} is critical, and the ${stage} is signed without an answer to it: return the form first, or leave the review on its version.`,
    }));

const nothingLeft: FieldError = {
  pointer: '/toVersion',
  code: 'nothing_returned',
  detail: 'The new version asks none of the criteria that were sent back: wait for their answers.',
};

/**
 * What moving a review along `path` does: the versions from the one it is pinned to up to the one
 * wanted. Answers to what the new version asks anew are missing; in a signed stage such a criterion
 * counts as not assessed, and a critical one is an obstacle. Nothing of it is done yet.
 */
export const migrationOf = (head: Head, path: readonly Instrument[], held: Held): Migration => {
  const [from, to] = [path[0], path.at(-1)];
  if (!from || !to) throw new Error('a migration has a version to come from and one to go to');
  const answers = mapStages(held.submitted, (stage, given) => mapAnswers(path, stage, given));
  const returned = returnedIn(head, held, path, answers['self-assessment'] ?? {});
  const missing = stages
    .filter((stage) => isSigned(head, stage))
    .flatMap((stage) => missingIn(to, stage, answers[stage] ?? {}));
  const emptied = returned?.length === 0 && head.stage === 'self-assessment';
  return {
    from: from.version,
    to: to.version,
    answers,
    scores: scored(head, to, answers),
    ...(returned && { returned }),
    fates: {
      'self-assessment': fatesOf(path, 'self-assessment'),
      evaluation: fatesOf(path, 'evaluation'),
      verification: fatesOf(path, 'verification'),
    },
    obstacles: [...missing, ...(emptied ? [nothingLeft] : [])],
  };
};

/** Refuses a review that has ended, is on its way, looks again at what was found, or is of a type that the version is not for. */
export const requireMigratable = (head: Head, to: Instrument): void => {
  requireRunning(head);
  if (to.version === head.instrument.version)
    throw new Refusal('wrong_stage', `The review is on version ${to.version} already.`);
  if (!to.unitTypes.includes(head.unit.type))
    throw new Refusal('unknown_reference', 'The review cannot move to this version.', [
      {
        pointer: '/toVersion',
        code: 'unknown_reference',
        detail: `${to.id} ${to.version} is for ${to.unitTypes.join(', ')}.`,
      },
    ]);
  if (head.phase !== 'open')
    throw new Refusal('wrong_stage', 'The review is moving on just now: try again in a moment.');
  if (head.basis?.kind === 'reverification')
    throw new Refusal(
      'wrong_stage',
      'A re-verification looks again at what was found, by the version that found it: it keeps that version.',
    );
};

/** The review moves to the new version; `answers` are the names of the mapped answers, already written. */
export const migrateInstrument = (
  head: Head,
  migration: Migration,
  answers: ByStage<string>,
  digest: string,
  by: By,
): NewEvent => {
  const { from, to, scores, returned, obstacles } = migration;
  if (obstacles.length > 0)
    throw new Refusal(
      'sealed',
      `The review cannot move to version ${to}: what is signed cannot be answered anew.`,
      obstacles,
    );
  return {
    type: 'instrument-migrated',
    by,
    facts: {
      instrument: head.instrument.id,
      from,
      to,
      answers,
      scores,
      ...(returned && { returned }),
      digest,
    },
  };
};
