import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Counts, isSafe, reviewsIn, together } from '../domain/public-data/safe.ts';
import {
  type Told,
  toldOf,
  toldWithout,
  totalName,
  yearToDate,
} from '../domain/public-data/told.ts';
import { type Cells, unsafeIn, withOthers } from '../domain/public-data/withheld.ts';
import { countsOf, type Equation, recoveredFrom, sumsFrom, type Truth } from './support/attack.ts';

const seeds = [20_261_124, 7, 99_991];
const runs = 30;
console.log(`seeds ${seeds.join(', ')}; ${runs} years each`);

const missions = ['MINURSO', 'MINUSCA', 'MONUSCO', 'UNISFA', 'UNMISS'];
const contributors = ['BGD', 'GHA', 'IND', 'NPL', 'RWA', 'TZA'];

/** Mostly nothing or little, at times much of one contributor: what real quarters look like. */
const reviews = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 4, max: 25 }) },
);
const counts: fc.Arbitrary<Counts> = fc
  .tuple(...contributors.map(() => reviews))
  .map((all) =>
    Object.fromEntries(
      all.flatMap((some, at) => (some > 0 ? [[contributors[at] ?? '', some]] : [])),
    ),
  );
const quarter: fc.Arbitrary<Cells> = fc
  .tuple(...missions.map(() => counts))
  .map((all) => new Map(all.map((some, at) => [missions[at] ?? '', some])));
const year = fc.array(quarter, { minLength: 1, maxLength: 4 });
type Year = readonly Cells[];

const nameOf = (mission: string, at: number): string => `${mission} Q${at + 1}`;
const missionOf = (cell: string): string => cell.split(' ')[0] ?? '';
const truthOf = (quarters: Year): Truth =>
  new Map(
    quarters.flatMap((cells, at) =>
      [...cells].map(([mission, some]) => [nameOf(mission, at), some] as const),
    ),
  );
const cellsOf = (row: string, at: number): string[] =>
  (row === totalName ? missions : [row]).map((mission) => nameOf(mission, at));

/** The figures of the quarters as whoever reads them sees them. */
const quarterly = (quarters: readonly Told[]): Equation[] =>
  quarters.flatMap((told, at) =>
    Object.entries(told).map(([row, value]) => ({ cells: new Set(cellsOf(row, at)), value })),
  );

/** The figures since the year began, after each quarter. */
const cumulative = (
  quarters: Year,
  numberOf: (row: string, last: number) => number | null,
): Equation[] =>
  quarters.flatMap((_, last) =>
    [...missions, totalName].flatMap((row) => {
      const value = numberOf(row, last);
      const places = quarters.slice(0, last + 1).flatMap((_cells, at) => cellsOf(row, at));
      return value === null ? [] : [{ cells: new Set(places), value }];
    }),
  );

const figuresOf = (quarters: Year, tell: (cells: Cells) => Told): Equation[] => {
  const told = quarters.map(tell);
  return [
    ...quarterly(told),
    ...cumulative(quarters, (row, last) => yearToDate(told.slice(0, last + 1), row)),
  ];
};

/** What would be told if a figure were withheld only for its own sake. */
const alone = (cells: Cells): Told => toldWithout(cells, unsafeIn(cells));

/** The sum since the year began, told wherever it is safe by itself. */
const yearByItself = (quarters: Year): Equation[] => {
  const truth = truthOf(quarters);
  return cumulative(quarters, (row, last) => {
    const places = quarters.slice(0, last + 1).flatMap((_, at) => cellsOf(row, at));
    const some = together(places.map((place) => truth.get(place) ?? {}));
    return isSafe(some) ? reviewsIn(some) : null;
  });
};

const recoveries = (quarters: Year, figures: readonly Equation[]) =>
  recoveredFrom(figures, truthOf(quarters), missionOf);

describe.each(seeds)('whoever subtracts public figures from each other (seed %i)', (seed) => {
  const sampled = fc.sample(year, { seed, numRuns: runs });

  it('recovers nothing of a single contributor, across cells, totals and quarters', () => {
    let told = 0;
    for (const quarters of sampled) {
      const figures = figuresOf(quarters, toldOf);
      told += figures.length;
      expect(recoveries(quarters, figures)).toEqual([]);
    }
    console.log(`seed ${seed}: ${told} figures told`);
    expect(told).toBeGreaterThan(runs);
  });

  it('arrives at no group that is too small to be told', () => {
    for (const quarters of sampled) {
      const truth = truthOf(quarters);
      for (const { cells, value } of sumsFrom(figuresOf(quarters, toldOf), truth)) {
        expect(value).toBe(reviewsIn(countsOf(truth, cells)));
        expect(isSafe(countsOf(truth, cells))).toBe(true);
      }
    }
  });

  it('would recover many if no second figure were withheld, by equations and by estimates', () => {
    const found = sampled.map((quarters) => recoveries(quarters, figuresOf(quarters, alone)));
    const given = found.filter((some) => some.length > 0).length;
    const ways = new Set(found.flat().map(({ how }) => how));
    console.log(`seed ${seed}: without it ${given} of ${runs} years give somebody away`);
    expect(given).toBeGreaterThan(runs / 20);
    expect([...ways]).toEqual(expect.arrayContaining(['equations', 'estimate']));
  });

  it('would recover many if the sum of a year were told for its own sake', () => {
    const given = sampled.filter((quarters) => {
      const figures = [...quarterly(quarters.map(toldOf)), ...yearByItself(quarters)];
      return recoveries(quarters, figures).length > 0;
    }).length;
    console.log(`seed ${seed}: with it ${given} of ${runs} years give somebody away`);
    expect(given).toBeGreaterThan(runs / 20);
  });
});

describe('a figure', () => {
  it.each([
    ['five reviews of three contributors', { GHA: 2, NPL: 2, RWA: 1 }, true],
    ['four reviews', { GHA: 2, NPL: 1, RWA: 1 }, false],
    ['two contributors', { GHA: 9, NPL: 9 }, false],
    ['none', {}, false],
    ['one large contributor beside two that have one each', { GHA: 6, NPL: 1, RWA: 1 }, false],
    ['the same where the others have a fifth of it', { GHA: 5, NPL: 1, RWA: 1 }, true],
  ])('of %s', (_, some, safe) => {
    expect(isSafe(some)).toBe(safe);
  });

  it('is withheld with a second one, so that the total does not tell it', () => {
    const cells: Cells = new Map([
      ['MINUSCA', { GHA: 3, NPL: 2, RWA: 2 }],
      ['MONUSCO', { BGD: 2, GHA: 2, IND: 2 }],
      ['UNISFA', { GHA: 2 }],
    ]);

    expect([...withOthers(cells, unsafeIn(cells))]).toEqual(['UNISFA', 'MONUSCO']);
    expect(toldOf(cells)).toEqual({ MINUSCA: 7, [totalName]: 15 });
  });

  it('of a year is not told after a quarter that was withheld', () => {
    expect(yearToDate([{ MINUSCA: 7 }, { MINUSCA: 5 }], 'MINUSCA')).toBe(12);
    expect(yearToDate([{ MINUSCA: 7 }, {}, { MINUSCA: 5 }], 'MINUSCA')).toBeNull();
  });
});
