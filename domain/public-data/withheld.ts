import { type Counts, isSafe, reviewsIn, together } from './safe.ts';

/** The cells of one line of figures that add up to its total: of one quarter, by mission or by verdict. */
export type Cells = ReadonlyMap<string, Counts>;

/** The cells whose number may not be told by themselves. */
export const unsafeIn = (cells: Cells): ReadonlySet<string> =>
  new Set([...cells].filter(([, counts]) => !isSafe(counts)).map(([name]) => name));

const poolOf = (cells: Cells, withheld: ReadonlySet<string>): Counts =>
  together([...withheld].map((name) => cells.get(name) ?? {}));

/** Of the cells that are told, the one with the fewest reviews; the first by name among equals. */
const smallestTold = (cells: Cells, withheld: ReadonlySet<string>): string | undefined =>
  [...cells]
    .filter(([name]) => !withheld.has(name))
    .map(([name, counts]) => [reviewsIn(counts), name] as const)
    .sort(([one, a], [other, b]) => one - other || (a < b ? -1 : 1))[0]?.[1];

/**
 * These cells, and as many more as it takes until all that is withheld is, together, as safe as a cell that is
 * told: whoever takes the cells told from a total then learns the number of a safe group, and nothing smaller.
 */
export const withOthers = (cells: Cells, unsafe: ReadonlySet<string>): ReadonlySet<string> => {
  const withheld = new Set(unsafe);
  while (withheld.size > 0 && !isSafe(poolOf(cells, withheld))) {
    const next = smallestTold(cells, withheld);
    if (next === undefined) break;
    withheld.add(next);
  }
  return withheld;
};
