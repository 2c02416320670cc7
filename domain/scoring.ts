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

const byBand = (value: number, bands: Bands): Rating => {
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

/** The share of points in per cent, with one decimal; every criterion weighs the same. */
export const share = (ratings: readonly Rating[]): number => {
  const total = ratings.reduce((sum, rating) => sum + points[rating], 0);
  return Math.round((total / ratings.length) * 10) / 10;
};

/** The score of one stage over all criteria that the stage answers, with its trace. */
export const scoreStage = (
  instrument: Instrument,
  stage: Stage,
  answers: Answers,
): { score: number; trace: Trace } => {
  const trace: Trace = {};
  for (const criterion of criteriaOf(instrument, stage)) {
    const answer = answers[criterion.id];
    trace[criterion.id] = answer ? rate(answer, criterion, instrument) : 'NA';
  }
  return { score: share(Object.values(trace)), trace };
};
