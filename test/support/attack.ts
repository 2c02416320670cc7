import type { Counts } from '../../domain/public-data/safe.ts';

/** A figure as anybody reads it: which cells it is the sum of, and its number. */
export interface Equation {
  readonly cells: ReadonlySet<string>;
  readonly value: number;
}

/** What was recovered: by whom (nobody in particular, or a contributor that knows its own), of whom, and how. */
export interface Recovered {
  readonly by: string | undefined;
  readonly of: string;
  readonly how: 'equations' | 'bounds' | 'estimate';
}

/** How it really is: counts by contributor of each cell. */
export type Truth = ReadonlyMap<string, Counts>;

const contributorsIn = (truth: Truth): string[] => [
  ...new Set([...truth.values()].flatMap((counts) => Object.keys(counts))),
];

const tiny = 1e-9;

/** Gauss and Jordan over these columns, in this order; rows without anything left are dropped. */
const reduced = (rows: readonly number[][], order: readonly number[]): number[][] => {
  const left = rows.map((row) => [...row]);
  let rank = 0;
  for (const column of order) {
    const pivot = left.findIndex((row, at) => at >= rank && Math.abs(row[column] ?? 0) > tiny);
    if (pivot < 0) continue;
    const [row = []] = left.splice(pivot, 1);
    const by = row[column] ?? 1;
    const unit = row.map((value) => value / by);
    left.splice(rank, 0, unit);
    for (const [at, other] of left.entries()) {
      const times = other[column] ?? 0;
      if (at !== rank && Math.abs(times) > tiny)
        left[at] = other.map((value, place) => value - times * (unit[place] ?? 0));
    }
    rank += 1;
  }
  return left.slice(0, rank);
};

/**
 * Whether some combination of the figures holds numbers of this contributor alone, for one that knows its own
 * and who else has something in which cell.
 */
const isSolved = (
  basis: readonly number[][],
  truth: Truth,
  by: string | undefined,
  of: string,
): boolean => {
  const columns = [...truth.values()].map((counts) => ({
    foreign: Object.keys(counts).some((one) => one !== by && one !== of),
    own: (counts[of] ?? 0) > 0,
  }));
  const places = columns.map((_, at) => at);
  const foreign = places.filter((at) => columns[at]?.foreign);
  const others = places.filter((at) => !columns[at]?.foreign);
  return reduced(basis, [...foreign, ...others]).some(
    (row) =>
      foreign.every((at) => Math.abs(row[at] ?? 0) < tiny) &&
      others.some((at) => columns[at]?.own && Math.abs(row[at] ?? 0) > tiny),
  );
};

const mostSums = 400;

interface Sum {
  readonly bits: number;
  readonly value: number;
}

/** What is left of the larger sum without the smaller one, where that is part of it. */
const restOf = (one: Sum, other: Sum): Sum | undefined => {
  const [part, whole] = one.value <= other.value ? [one, other] : [other, one];
  if (part.bits === whole.bits || (part.bits & whole.bits) !== part.bits) return undefined;
  return { bits: whole.bits & ~part.bits, value: whole.value - part.value };
};

/** Every sum that can be had by taking figures from figures, over and over. At most 31 cells. */
export const sumsFrom = (equations: readonly Equation[], truth: Truth): Equation[] => {
  const names = [...truth.keys()];
  const bitsOf = (cells: ReadonlySet<string>): number =>
    names.reduce((bits, name, at) => (cells.has(name) ? bits | (1 << at) : bits), 0);
  const known = new Map(
    equations.map(({ cells, value }) => [bitsOf(cells), { bits: bitsOf(cells), value }] as const),
  );
  let fresh: Sum[] = [...known.values()];
  while (fresh.length > 0 && known.size < mostSums) {
    const before = [...known.values()];
    const found = fresh.flatMap((one) => before.flatMap((other) => restOf(one, other) ?? []));
    const added = new Map(
      found.filter(({ bits }) => !known.has(bits)).map((one) => [one.bits, one]),
    );
    fresh = [...added.values()].slice(0, mostSums);
    for (const one of fresh) known.set(one.bits, one);
  }
  return [...known.values()].map(({ bits, value }) => ({
    value,
    cells: new Set(names.filter((_, at) => bits & (1 << at))),
  }));
};

/** The counts of a group of cells. */
export const countsOf = (truth: Truth, cells: ReadonlySet<string>): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const cell of cells)
    for (const [contributor, reviews] of Object.entries(truth.get(cell) ?? {}))
      sums[contributor] = (sums[contributor] ?? 0) + reviews;
  return sums;
};

/**
 * What the bounds of one sum tell of a contributor: no number is below nothing, and none above what is left
 * when the reader's own is taken away. `possible` is who may have anything there at all.
 */
const boundedBy = (
  counts: Readonly<Record<string, number>>,
  possible: ReadonlySet<string>,
  value: number,
  by: string | undefined,
  of: string,
): Recovered['how'] | undefined => {
  const left = value - (by ? (counts[by] ?? 0) : 0);
  const known = [by, of].filter((one) => one !== undefined && possible.has(one));
  const most = left;
  const least = possible.size === known.length ? left : 0;
  if (most - least < 1) return 'bounds';
  const real = counts[of] ?? 0;
  return real > 0 && most - real < real * 0.2 - tiny ? 'estimate' : undefined;
};

/** Who may have something in a cell: whoever contributes to the same mission at any time, as is publicly known. */
const possibleIn = (
  truth: Truth,
  missionOf: (cell: string) => string,
): ((cells: ReadonlySet<string>) => ReadonlySet<string>) => {
  const byMission = new Map<string, Set<string>>();
  for (const [cell, counts] of truth) {
    const known = byMission.get(missionOf(cell)) ?? new Set();
    byMission.set(missionOf(cell), known.union(new Set(Object.keys(counts))));
  }
  return (cells) =>
    new Set([...cells].flatMap((cell) => [...(byMission.get(missionOf(cell)) ?? [])]));
};

const pairsIn = (truth: Truth): { by: string | undefined; of: string }[] => {
  const everybody = contributorsIn(truth);
  return [undefined, ...everybody].flatMap((by) =>
    everybody.filter((of) => of !== by).map((of) => ({ by, of })),
  );
};

/** Whatever of single contributors can be recovered from the figures, by equations and by bounds. */
export const recoveredFrom = (
  equations: readonly Equation[],
  truth: Truth,
  missionOf: (cell: string) => string,
): Recovered[] => {
  const names = [...truth.keys()];
  const rows = equations.map(({ cells }) => names.map((name) => (cells.has(name) ? 1 : 0)));
  const basis = reduced(
    rows,
    names.map((_, at) => at),
  );
  const possible = possibleIn(truth, missionOf);
  const sums = sumsFrom(equations, truth).map(({ cells, value }) => ({
    value,
    counts: countsOf(truth, cells),
    possible: possible(cells),
  }));
  return pairsIn(truth).flatMap(({ by, of }) => {
    const ways = sums
      .filter((sum) => sum.possible.has(of))
      .flatMap((sum) => boundedBy(sum.counts, sum.possible, sum.value, by, of) ?? []);
    const solved = isSolved(basis, truth, by, of) ? (['equations'] as const) : [];
    return [...new Set([...solved, ...ways])].map((how) => ({ by, of, how }));
  });
};
