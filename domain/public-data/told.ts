import { isSafe, reviewsIn, together } from './safe.ts';
import { type Cells, unsafeIn, withOthers } from './withheld.ts';

/** The row that holds the total of the others. */
export const totalName = 'ALL';

/** The numbers that are told, by row; a row that is not there is withheld. */
export type Told = Readonly<Record<string, number>>;

/** The numbers of one quarter where these cells are withheld, and their total where that is safe. */
export const toldWithout = (cells: Cells, withheld: ReadonlySet<string>): Told => {
  const total = together(cells.values());
  return {
    ...Object.fromEntries(
      [...cells]
        .filter(([name]) => !withheld.has(name))
        .map(([name, counts]) => [name, reviewsIn(counts)]),
    ),
    ...(isSafe(total) && { [totalName]: reviewsIn(total) }),
  };
};

/** What is told of the cells of one quarter. */
export const toldOf = (cells: Cells): Told =>
  toldWithout(cells, withOthers(cells, unsafeIn(cells)));

/**
 * The number of a row since the year began, from what was told of each of its quarters so far; null where one
 * of them was withheld, because the difference to the others would tell it.
 */
export const yearToDate = (quarters: readonly Told[], row: string): number | null => {
  let sum = 0;
  for (const told of quarters) {
    const value = told[row];
    if (value === undefined) return null;
    sum += value;
  }
  return sum;
};
