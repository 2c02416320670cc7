import type { Answers } from '../answers.ts';
import type { By, NewEvent } from '../events.ts';
import type { StageScore } from '../facts/score-facts.ts';
import { type Criterion, criteriaOf, type Instrument } from '../instrument.ts';
import { Refusal } from '../refusal.ts';
import type { Head } from '../review.ts';
import { type Rating, scoreStage, type Trace, weightOf } from '../scoring.ts';
import { type Stage, stages } from '../stages.ts';
import { type Verdict, verdictOf } from '../verdict.ts';
import { mapAnswers } from './map-answers.ts';
import type { StoredScores } from './stored-scores.ts';

type ByStage<T> = Partial<Record<Stage, T>>;

/** How a criterion counts in the score of a stage. */
interface Counted {
  readonly rating: Rating;
  readonly weight: number;
}

/** A criterion that counts otherwise than it did; absent where the version does not ask it. */
interface Difference {
  readonly stage: Stage;
  readonly criterion: string;
  readonly before?: Counted | undefined;
  readonly after?: Counted | undefined;
}

/** What another version of the instrument would make of the answers of a closed review. */
export interface Recomputation {
  readonly from: number;
  readonly to: number;
  readonly scores: ByStage<StageScore>;
  readonly before: Verdict;
  readonly after: Verdict;
  readonly differences: Difference[];
}

/** Refuses a review without a verdict: an open one is scored by its own version, or migrates. */
const requireVerdict = (head: Head): Verdict => {
  if (head.verdict) return head.verdict;
  throw new Refusal(
    'wrong_stage',
    head.phase === 'rest' || head.phase === 'closing'
      ? `The review is ${head.state}: it has no verdict to recompute.`
      : 'The review is still open: its scores follow the version it is pinned to. Migrate it, or wait for its verdict.',
  );
};

const countedIn = (
  criteria: ReadonlyMap<string, Criterion>,
  instrument: Instrument,
  trace: Trace | undefined,
  id: string,
): Counted | undefined => {
  const [criterion, rating] = [criteria.get(id), trace?.[id]];
  return criterion && rating && { rating, weight: weightOf(criterion, instrument) };
};

const sameCount = (one: Counted | undefined, other: Counted | undefined): boolean =>
  one?.rating === other?.rating && one?.weight === other?.weight;

const byId = (instrument: Instrument, stage: Stage) =>
  new Map(criteriaOf(instrument, stage).map((criterion) => [criterion.id, criterion]));

const differencesIn = (
  stage: Stage,
  [old, now]: readonly [Instrument, Instrument],
  [before, after]: readonly [Trace | undefined, Trace],
): Difference[] => {
  const [earlier, later] = [byId(old, stage), byId(now, stage)];
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((criterion): Difference[] => {
    const was = countedIn(earlier, old, before, criterion);
    const is = countedIn(later, now, after, criterion);
    if (sameCount(was, is)) return [];
    return [{ stage, criterion, ...(was && { before: was }), ...(is && { after: is }) }];
  });
};

/** The scores of the stages that spoke. */
const rescored = (
  path: readonly Instrument[],
  to: Instrument,
  submitted: ByStage<Answers>,
): ByStage<StageScore> => {
  return Object.fromEntries(
    stages.flatMap((stage) => {
      const given = submitted[stage];
      if (!given) return [];
      const scored = scoreStage(to, stage, mapAnswers(path, stage, given));
      return [[stage, { ...scored, scoring: to.scoringVersion }]];
    }),
  );
};

const concludedAnew = (verdict: Verdict, to: Instrument, scores: ByStage<StageScore>): Verdict => {
  const traces = Object.fromEntries(
    Object.entries(scores).map(([stage, { trace }]) => [stage, trace]),
  );
  const verification = scores.verification?.score;
  const numbers = {
    self: scores['self-assessment']?.score ?? 0,
    evaluation: scores.evaluation?.score ?? 0,
    ...(verification !== undefined && { verification }),
  };
  return verdictOf(to, traces, numbers, verdict);
};

/** The ratings that stand: as they were stored, or, of answers carried into a review of their own, as that version has them. */
const standing = (
  scored: readonly [Instrument, ...Instrument[]],
  submitted: ByStage<Answers>,
  stored: StoredScores,
): ByStage<Trace> => {
  const given = rescored(scored, scored.at(-1) ?? scored[0], submitted);
  return Object.fromEntries(stages.map((stage) => [stage, (stored[stage] ?? given[stage])?.trace]));
};

/**
 * What the last version of `path` makes of a closed review: stage scores and verdict, and each
 * criterion that counts otherwise. `path` begins with the version that the answers were given to;
 * `scored` begins there too, and ends with the version that gave the scores that stand. Decision, other limits and validity stay
 * as the verdict has them. Nothing of it is done yet.
 */
export const recomputationOf = (
  head: Head,
  path: readonly Instrument[],
  scored: readonly [Instrument, ...Instrument[]],
  submitted: ByStage<Answers>,
  stored: StoredScores,
): Recomputation => {
  const before = requireVerdict(head);
  const scorer = scored.at(-1) ?? scored[0];
  const to = path.at(-1) ?? scorer;
  const traces = standing(scored, submitted, stored);
  const scores = rescored(path, to, submitted);
  return {
    from: scorer.version,
    to: to.version,
    scores,
    before,
    after: concludedAnew(before, to, scores),
    differences: stages.flatMap((stage) => {
      const score = scores[stage];
      return score ? differencesIn(stage, [scorer, to], [traces[stage], score.trace]) : [];
    }),
  };
};

/** The approved scores and verdict take the place of those that stood. */
export const recomputeScores = (
  head: Head,
  { from, to, scores, after }: Recomputation,
  digest: string,
  by: By,
): NewEvent => {
  if (from === to)
    throw new Refusal(
      'wrong_stage',
      `Version ${to} gave the scores that stand: there is nothing to approve.`,
    );
  return {
    type: 'score-recomputed',
    by,
    facts: { instrument: head.instrument.id, from, to, scores, verdict: after, digest },
  };
};
