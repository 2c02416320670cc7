import * as z from 'zod';
import type { Criterion, Instrument } from './instrument.ts';
import { Readiness } from './readiness.ts';
import { type Rating, share, type Trace, type Weighed, weightOf } from './scoring.ts';
import { type Stage, stages } from './stages.ts';
import { Day } from './text.ts';

const Score = z.number().min(0).max(100);

/** Something beside the criteria that limits a verdict: what it is, which record it rests on, and what it caps. */
export const Limit = z.strictObject({
  kind: z.enum([
    'undeclared_caveat',
    'caveat_not_accepted',
    'vetting_not_cleared',
    'certificate_missing',
    'superseded_threat',
  ]),
  /** Id of the record, such as `caveat-12`. */
  ref: z.string().max(64).optional(),
  /** Of a caveat that the State did not declare: it is not told of it before caveats are released. */
  undeclared: z.literal(true).optional(),
  cap: Readiness.optional(),
  detail: z.string().max(500),
});
export type Limit = z.output<typeof Limit>;

/** The result of a review: what it is, what limits it, and what the score would be without the cap. */
export const Verdict = z.strictObject({
  rating: Readiness,
  limitedBy: z.array(z.string()),
  score: Score,
  scoreWithoutCap: Score,
  /** Without `verification` where the deployment was refused: the field never spoke. */
  scores: z.strictObject({
    self: Score,
    evaluation: Score,
    verification: Score.optional(),
  }),
  /** What the director decided, where the instrument asks one. */
  decision: Readiness.optional(),
  limits: z.array(Limit).optional(),
  validUntil: Day.optional(),
});
export type Verdict = z.output<typeof Verdict>;

/** The ratings of each stage that spoke. */
export type Traces = Partial<Record<Stage, Trace>>;

/** What a verdict says and heeds beside ratings and scores. */
export interface Beside {
  readonly decision?: Readiness | undefined;
  readonly limits?: readonly Limit[] | undefined;
  readonly validUntil?: string | undefined;
}

const latestFirst: readonly Stage[] = stages.toReversed();

/** The stage whose voice counts for a criterion: of those that spoke and may answer it the latest. */
export const countingStage = (criterion: Criterion, traces: Traces): Stage | undefined =>
  latestFirst.find((stage) => traces[stage] && criterion.stages.includes(stage));

/** The rating that counts: the field's, else the Secretariat's, else the contributor's. */
export const effective = (criterion: Criterion, traces: Traces): Rating => {
  const stage = countingStage(criterion, traces);
  return (stage && traces[stage]?.[criterion.id]) ?? 'NA';
};

interface Rated extends Weighed {
  readonly id: string;
  readonly critical: boolean;
}

const withRating = (rated: readonly Rated[], ...ratings: Rating[]): string[] =>
  rated.filter(({ rating }) => ratings.includes(rating)).map(({ id }) => id);

/** What a score alone would make of a unit. */
export const byScore = (
  score: number,
  { ready, conditional }: Instrument['thresholds'],
): Readiness => {
  if (score >= ready) return 'ready';
  return score >= conditional ? 'conditional' : 'not_ready';
};

const rank: Record<Readiness, number> = { ready: 2, conditional: 1, not_ready: 0 };

/** A critical U or "no" caps at not ready; a critical NI, or one not assessed, at conditional. */
const capOf = (critical: readonly Rated[]): { cap: Readiness; by: string[] } => {
  const failed = withRating(critical, 'U');
  if (failed.length > 0) return { cap: 'not_ready', by: failed };
  const weak = withRating(critical, 'NI', 'NA');
  return { cap: weak.length > 0 ? 'conditional' : 'ready', by: weak };
};

/** The highest score that still reads as `cap`: one tenth below the next threshold. */
const ceiling = (cap: Readiness, { ready, conditional }: Instrument['thresholds']): number =>
  ({ ready: 100, conditional: ready - 0.1, not_ready: conditional - 0.1 })[cap];

const lowest = (...ratings: Readiness[]): Readiness =>
  ratings.reduce((low, rating) => (rank[rating] < rank[low] ? rating : low), 'ready');

/** The verdict over the stages that spoke, by the instrument's own thresholds. */
export const verdictOf = (
  instrument: Instrument,
  traces: Traces,
  scores: Verdict['scores'],
  { decision, limits = [], validUntil }: Beside = {},
): Verdict => {
  const rated = instrument.criteria.map((criterion) => ({
    id: criterion.id,
    critical: criterion.critical,
    rating: effective(criterion, traces),
    weight: weightOf(criterion, instrument),
  }));
  const scoreWithoutCap = share(rated);
  const uncapped = byScore(scoreWithoutCap, instrument.thresholds);
  const critical = capOf(rated.filter((criterion) => criterion.critical));
  const refused = decision === 'not_ready' ? [decision] : [];
  const cap = lowest(critical.cap, ...refused, ...limits.flatMap((limit) => limit.cap ?? []));
  const rating = lowest(cap, uncapped);
  const capped = rank[critical.cap] < rank[uncapped];
  const weak = rating === 'ready' ? [] : withRating(rated, 'U', 'NA', 'NI');
  return {
    rating,
    limitedBy: capped || (rating === critical.cap && critical.by.length > 0) ? critical.by : weak,
    score: Math.min(scoreWithoutCap, ceiling(cap, instrument.thresholds)),
    scoreWithoutCap,
    scores,
    ...(decision && { decision }),
    ...(limits.length > 0 && { limits: [...limits] }),
    ...(validUntil && { validUntil }),
  };
};
