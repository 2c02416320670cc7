import type { Tally } from './tally.ts';

/**
 * Some cells of a figure: those whose parts are these, in order, an empty one standing for any, and whose last
 * part lies between `from` and `until`, both included. It gives a number, and leads to the reviews behind it.
 */
export interface Selection {
  readonly figure: string;
  readonly where?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** Whether a cell is among those selected. */
export const isSelected = (
  parts: readonly string[],
  { where = [], from, until }: Omit<Selection, 'figure'>,
): boolean => {
  const last = parts.at(-1) ?? '';
  return (
    where.every((part, place) => part === '' || part === parts[place]) &&
    (from === undefined || last >= from) &&
    (until === undefined || last <= until)
  );
};

interface Found {
  readonly parts: readonly string[];
  readonly value: number;
}

/** A tally by figure, so that each number looks at its own cells only. */
export type Figures = ReadonlyMap<string, readonly Found[]>;

export const figuresIn = (tally: Tally): Figures =>
  Map.groupBy(
    Object.entries(tally).map(([key, value]) => {
      const [figure = '', ...parts] = key.split('|');
      return { figure, parts, value };
    }),
    ({ figure }) => figure,
  );

/** The sum of the selected cells. */
export const sumOf = (figures: Figures, { figure, ...which }: Selection): number => {
  let sum = 0;
  for (const { parts, value } of figures.get(figure) ?? [])
    if (isSelected(parts, which)) sum += value;
  return Math.round(sum * 1000) / 1000;
};

/** What stands at a place of the keys of a figure, each once, in order; of those cells that begin with `where`. */
export const partsOf = (
  figures: Figures,
  figure: string,
  place: number,
  where: readonly string[] = [],
): string[] =>
  [
    ...new Set(
      (figures.get(figure) ?? [])
        .filter(({ parts }) => isSelected(parts, { where }))
        .map(({ parts }) => parts[place] ?? ''),
    ),
  ].sort();

/** A selection as the query of an address. */
export const queryOf = ({ figure, where, from, until }: Selection): string =>
  new URLSearchParams({
    figure,
    ...(where && { where: where.join('|') }),
    ...(from && { from }),
    ...(until && { until }),
  }).toString();
