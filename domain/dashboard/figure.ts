import { type Figures, queryOf, type Selection, sumOf } from './selection.ts';

/**
 * One line of a figure: what it is broken down by, its numbers, and for each number that counts reviews, under
 * `behind`, the query that leads to them.
 */
export interface FigureRow {
  readonly [name: string]: string | number | null | Readonly<Record<string, string>>;
  readonly behind: Readonly<Record<string, string>>;
}

/** A figure: what it is, and its lines. */
export interface Figure {
  readonly id: string;
  readonly rows: readonly FigureRow[];
}

/** Where the numbers of a line lead; one that is nothing leads nowhere. */
export const behindOf = (
  numbers: Readonly<Record<string, number>>,
  selections: Readonly<Record<string, Selection>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(selections).flatMap(([name, selection]) =>
      numbers[name] ? [[name, queryOf(selection)]] : [],
    ),
  );

/** A line whose every number is the sum of a selection, and leads to it. */
export const rowOf = (
  figures: Figures,
  by: Readonly<Record<string, string>>,
  selections: Readonly<Record<string, Selection>>,
): FigureRow => {
  const numbers = Object.fromEntries(
    Object.entries(selections).map(([name, selection]) => [name, sumOf(figures, selection)]),
  );
  return { ...by, ...numbers, behind: behindOf(numbers, selections) };
};
