/**
 * Counts and sums by cell. The key of a cell is a figure and what it is broken down by, with `|` between; a day,
 * where there is one, stands last. Cells add up: what a review gives can be added, and taken away again.
 */
export type Tally = Readonly<Record<string, number>>;
export type Cell = readonly [key: string, value: number];

/** A cell of a figure. */
export const cell = (figure: string, parts: readonly string[], value = 1): Cell => [
  [figure, ...parts].join('|'),
  value,
];

// Sums of gaps and shares have one decimal: what is left below is no figure.
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** The sum of these cells; a cell that comes to nothing is left out. */
export const tallied = (cells: Iterable<Cell>): Tally => {
  const sums = new Map<string, number>();
  for (const [key, value] of cells) sums.set(key, rounded((sums.get(key) ?? 0) + value));
  return Object.fromEntries([...sums].filter(([, value]) => value !== 0));
};

/** One tally and another one. */
export const plus = (one: Tally, other: Tally): Tally =>
  tallied([...Object.entries(one), ...Object.entries(other)]);

/** One tally without another one. */
export const minus = (one: Tally, other: Tally): Tally =>
  tallied([
    ...Object.entries(one),
    ...Object.entries(other).map(([key, value]) => [key, -value] as const),
  ]);

/** Whether it holds nothing. */
export const isEmpty = (tally: Tally): boolean => Object.keys(tally).length === 0;
