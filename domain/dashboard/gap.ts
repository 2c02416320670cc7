import { gapNames } from '../ledger.ts';
import { behindOf, type Figure, type FigureRow } from './figure.ts';
import { type Figures, partsOf, type Selection, sumOf } from './selection.ts';

const oneDecimal = (value: number): number => Math.round(value * 10) / 10;

/** The mean of what is selected, and of how many it is: `null` of nothing. */
const meanOf = (
  figures: Figures,
  [of, sum]: readonly [of: string, sum: string],
  selection: Omit<Selection, 'figure'>,
): { readonly count: number; readonly mean: number | null } => {
  const count = sumOf(figures, { figure: of, ...selection });
  return {
    count,
    mean: count > 0 ? oneDecimal(sumOf(figures, { figure: sum, ...selection }) / count) : null,
  };
};

/** A line with the mean of each of the three gaps, and of how many criteria or reviews it is. */
const rowOf = (
  figures: Figures,
  by: Readonly<Record<string, string>>,
  keys: readonly [of: string, sum: string],
  where: readonly string[],
): FigureRow => {
  const numbers: Record<string, number | null> = {};
  const behind: Record<string, string> = {};
  for (const name of gapNames) {
    const selection = { where: [name, ...where] };
    const { count, mean } = meanOf(figures, keys, selection);
    numbers[name] = mean;
    numbers[`${name}Of`] = count;
    Object.assign(
      behind,
      behindOf({ [name]: count }, { [name]: { figure: keys[0], ...selection } }),
    );
  }
  return { ...by, ...numbers, behind };
};

const byCriterion = ['gap', 'gapSum'] as const;
const byReview = ['over', 'overSum'] as const;
const byTime = ['time', 'timeSum'] as const;
const byYear = ['yearly', 'yearlySum'] as const;

const sections = (figures: Figures): FigureRow[] =>
  partsOf(figures, 'gap', 1).map((section) => rowOf(figures, { section }, byCriterion, [section]));

const criteria = (figures: Figures): FigureRow[] =>
  partsOf(figures, 'gap', 1).flatMap((section) =>
    partsOf(figures, 'gap', 2, ['', section]).map((criterion) =>
      rowOf(figures, { section, criterion }, byCriterion, [section, criterion]),
    ),
  );

const contributors = (figures: Figures): FigureRow[] =>
  partsOf(figures, 'over', 1).map((contributor) =>
    rowOf(figures, { contributor }, byReview, [contributor]),
  );

/** So many years of each contributor are told. */
const told = 10;

/** Self against field, by year: a line for each contributor, with a number for each year that has one. */
const overTime = (figures: Figures): FigureRow[] => {
  const latest = partsOf(figures, 'yearly', 1).slice(-told);
  return partsOf(figures, 'yearly', 0).map((contributor) => {
    const means = latest.flatMap((year) => {
      const { mean } = meanOf(figures, byYear, { where: [contributor, year] });
      return mean === null ? [] : [[year, mean] as const];
    });
    const selection = { figure: 'yearly', where: [contributor] };
    return {
      contributor,
      ...Object.fromEntries(means),
      behind: behindOf({ contributor: means.length }, { contributor: selection }),
    };
  });
};

const quarters = (figures: Figures): FigureRow[] =>
  partsOf(figures, 'time', 1).map((quarter) => rowOf(figures, { quarter }, byTime, [quarter]));

/**
 * The gap: what one voice said less what another one said, in points (satisfied 100, needs improvement 50,
 * unsatisfactory 0); positive where the first said better. Of criteria, the mean over all that both rated; of
 * contributors and quarters, the mean over reviews.
 */
export const gapFigures = (figures: Figures): Figure[] => [
  { id: 'bySection', rows: sections(figures) },
  { id: 'byCriterion', rows: criteria(figures) },
  { id: 'byContributor', rows: contributors(figures) },
  { id: 'byQuarter', rows: quarters(figures) },
  { id: 'overTime', rows: overTime(figures) },
];
