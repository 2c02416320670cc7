import { type Stage, stages } from '../stages.ts';
import { dayAfter, daysBetween } from './day-parts.ts';
import { followedBy, type Histogram, mixed, quantile, remaining, total } from './histogram.ts';
import type { Figures } from './selection.ts';

/** When something is likely over: half are by `p50`, nine of ten by `p90`, in days. */
export interface Likely {
  readonly p50: number;
  readonly p90: number;
}

/** How long the reviews at one stage took, and what that lets one expect of those that are there now. */
export interface StageForecast {
  readonly stage: Stage;
  /** Passages through the stage that were measured. */
  readonly measured: number;
  readonly took?: Likely | undefined;
  readonly waiting: number;
  /** Of those waiting: days until their verdict. */
  readonly left?: Likely | undefined;
  /** Waiting longer than any that was measured: nothing is known of when they end. */
  readonly beyond: number;
}

/** When half, and when nine of ten are over; undefined of nothing. */
export const likely = (histogram: Histogram): Likely | undefined => {
  const [p50, p90] = [quantile(histogram, 0.5), quantile(histogram, 0.9)];
  return p50 === undefined || p90 === undefined ? undefined : { p50, p90 };
};

/** The days that a stage took, as often as each occurred. */
const passed = (figures: Figures, stage: Stage): Histogram =>
  new Map(
    (figures.get('passed') ?? [])
      .filter(({ parts }) => parts[0] === stage)
      .map(({ parts, value }) => [Number(parts[1]), value]),
  );

/** The days from a point of one stage to the verdict; undefined where some stage of them was never measured. */
const toVerdict = (first: Histogram, later: readonly Histogram[]): Histogram | undefined => {
  const parts = [first, ...later];
  if (parts.some((part) => part.size === 0)) return undefined;
  return parts.reduce(followedBy);
};

/** Of one review that came to a stage on a day: days until its verdict, as seen on another day. */
export const leftFor = (
  figures: Figures,
  { stage, since }: { readonly stage: Stage; readonly since: string },
  today: string,
): Histogram | undefined => {
  const later = stages.slice(stages.indexOf(stage) + 1).map((one) => passed(figures, one));
  const elapsed = Math.max(0, daysBetween(since, today));
  return toVerdict(remaining(passed(figures, stage), elapsed), later);
};

const forecastOf = (figures: Figures, stage: Stage, today: string): StageForecast => {
  const days = passed(figures, stage);
  const waiting = (figures.get('at') ?? []).filter(({ parts }) => parts[0] === stage);
  const left = waiting.flatMap(({ parts, value }) => {
    const histogram = leftFor(figures, { stage, since: parts[1] ?? today }, today);
    return histogram ? [[histogram, value] as const] : [];
  });
  const all = waiting.reduce((sum, { value }) => sum + value, 0);
  return {
    stage,
    measured: total(days),
    took: likely(days),
    waiting: all,
    left: likely(mixed(left)),
    beyond: all - left.reduce((sum, [, value]) => sum + value, 0),
  };
};

/** What is to be expected at each stage on a day. */
export const forecast = (figures: Figures, today: string): StageForecast[] =>
  stages.map((stage) => forecastOf(figures, stage, today));

/** From opening to verdict, were a review to begin now. */
export const wholeCourse = (figures: Figures): Likely | undefined => {
  const [first, ...later] = stages.map((stage) => passed(figures, stage));
  const days = first && toVerdict(first, later);
  return days && likely(days);
};

/** A likely number of days as days of the calendar. */
export const likelyDays = (
  { p50, p90 }: Likely,
  today: string,
): { readonly p50: string; readonly p90: string } => ({
  p50: dayAfter(today, p50),
  p90: dayAfter(today, p90),
});
