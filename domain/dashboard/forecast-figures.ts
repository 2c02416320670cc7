import { stages } from '../stages.ts';
import { behindOf, type FigureRow } from './figure.ts';
import { forecast, likelyDays, wholeCourse } from './forecast.ts';
import type { Figures } from './selection.ts';

/** What is to be expected of the reviews at each stage, in days and as days. */
export const expected = (figures: Figures, today: string): FigureRow[] =>
  forecast(figures, today).map(({ stage, measured, took, waiting, left, beyond }) => {
    const on = left && likelyDays(left, today);
    return {
      stage,
      measured,
      tookP50: took?.p50 ?? null,
      tookP90: took?.p90 ?? null,
      waiting,
      leftP50: left?.p50 ?? null,
      leftP90: left?.p90 ?? null,
      onP50: on?.p50 ?? null,
      onP90: on?.p90 ?? null,
      beyond,
      behind: behindOf({ waiting }, { waiting: { figure: 'at', where: [stage] } }),
    };
  });

/** From opening to verdict, one line or none. */
export const course = (figures: Figures): FigureRow[] => {
  const whole = wholeCourse(figures);
  return whole ? [{ stages: stages.length, p50: whole.p50, p90: whole.p90, behind: {} }] : [];
};
