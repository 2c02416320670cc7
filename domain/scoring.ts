import type { Answer, Answers } from './answers.ts';
import type { Criterion, Instrument } from './instrument.ts';
import { criteriaOf } from './instrument.ts';
import type { Bands } from './measure.ts';
import type { Stage } from './stages.ts';

/** Satisfactory, needs improvement, unsatisfactory, not assessed. */
export type Rating = 'S' | 'NI' | 'U' | 'NA';

/** The rating of each criterion, by id: the trace that explains a score. */
export type Trace = Record<string, Rating>;

const points: Record<Rating, number> = { S: 100, NI: 50, U: 0, NA: 0 };

/** The rating of a percentage. */
export const byBand = (value: number, bands: Bands): Rating => {
  if (value >= bands.satisfactory) return 'S';
  return value >= bands.improvement ? 'NI' : 'U';
};

/** The rating of one answer: percentages by the criterion's bands, yes as S, no as U. */
export const rate = ({ value }: Answer, criterion: Criterion, instrument: Instrument): Rating => {
  if (value === 'not_assessed') return 'NA';
  if (typeof value === 'number') return byBand(value, criterion.bands ?? instrument.bands);
  if (typeof value === 'boolean') return value ? 'S' : 'U';
  return value as Rating;
};

/** A rating, and how much it counts. */
export interface Weighed {
  readonly rating: Rating;
  readonly weight: number;
}

/** How much a criterion counts: all alike in scoring version 1, by their own weights from version 2 on. */
export const weightOf = ({ weight = 1 }: Criterion, { scoringVersion }: Instrument): number =>
  scoringVersion === 1 ? 1 : weight;

/** The share of points in per cent, with one decimal: each rating counts as its criterion weighs. */
export const share = (weighed: readonly Weighed[]): number => {
  const reached = weighed.reduce((sum, { rating, weight }) => sum + points[rating] * weight, 0);
  const weights = weighed.reduce((sum, { weight }) => sum + weight, 0);
  return Math.round((reached / weights) * 10) / 10;
};

/** The score of one stage over all criteria that the stage answers, with its trace. */
export const scoreStage = (
  instrument: Instrument,
  stage: Stage,
  answers: Answers,
): { score: number; trace: Trace } => {
  const weighed = criteriaOf(instrument, stage).map((criterion) => {
    const answer = answers[criterion.id];
    const rating: Rating = answer ? rate(answer, criterion, instrument) : 'NA';
    return { id: criterion.id, rating, weight: weightOf(criterion, instrument) };
  });
  return {
    score: share(weighed),
    trace: Object.fromEntries(weighed.map(({ id, rating }) => [id, rating])),
  };
};
