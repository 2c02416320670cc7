import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { books, tallyFor } from '../domain/dashboard/books.ts';
import type { FigureRow } from '../domain/dashboard/figure.ts';
import { gapFigures } from '../domain/dashboard/gap.ts';
import { markedCriteria } from '../domain/dashboard/marked-criteria.ts';
import { readinessOn } from '../domain/dashboard/readiness.ts';
import { isInScope, scopesOf } from '../domain/dashboard/scope.ts';
import { figuresIn, isSelected, sumOf } from '../domain/dashboard/selection.ts';
import { standingAt } from '../domain/dashboard/standing.ts';
import type { Summary } from '../domain/dashboard/summary.ts';
import { isEmpty, minus, plus, type Tally } from '../domain/dashboard/tally.ts';
import { instruments } from '../instruments/catalogue.ts';
import { anySummary, infantry } from './support/summaries.ts';

const seed = 20_261_124;
const some = fc.array(anySummary, { maxLength: 8 });
const tallyOf = (book: (typeof books)[number], summaries: readonly Summary[]): Tally =>
  summaries.reduce<Tally>(
    (sum, summary) => plus(sum, tallyFor(book, summary, 'secretariat', infantry)),
    {},
  );
const sorted = (tally: Tally) => Object.entries(tally).sort();

describe('the cells of figures', () => {
  it('add up whatever the order, and what is taken away leaves what was there before', () => {
    fc.assert(
      fc.property(some, anySummary, fc.constantFrom(...books), (all, one, book) => {
        const before = tallyOf(book, all);
        const after = tallyOf(book, [...all, one]);

        expect(sorted(tallyOf(book, [one, ...all.toReversed()]))).toEqual(sorted(after));
        expect(sorted(minus(after, tallyOf(book, [one])))).toEqual(sorted(before));
        expect(isEmpty(minus(after, after))).toBe(true);
      }),
      { seed, numRuns: 60 },
    );
  });

  it('tell a side nothing of what it may not read', () => {
    fc.assert(
      fc.property(anySummary, anySummary, fc.constantFrom(...books), (one, other, book) => {
        for (const eyes of ['contributor', 'mission'] as const) {
          const hidden = (['self', 'evaluation', 'verification'] as const).filter(
            (voice) => !one.readable[eyes].includes(voice) && one.ratings[voice],
          );
          const changed: Summary = {
            ...one,
            ratings: {
              ...one.ratings,
              ...Object.fromEntries(
                hidden.map((voice) => [voice, other.ratings[voice] ?? one.ratings[voice]]),
              ),
            },
            values: Object.fromEntries(
              Object.entries(one.values).map(([id, said]) => [
                id,
                {
                  ...said,
                  ...Object.fromEntries(hidden.map((voice) => [voice, other.values[id]?.[voice]])),
                },
              ]),
            ),
          };

          expect(tallyFor(book, changed, eyes, infantry)).toEqual(
            tallyFor(book, one, eyes, infantry),
          );
        }
      }),
      { seed, numRuns: 200 },
    );
  });

  it('lead from each number to as much as it says', () => {
    fc.assert(
      fc.property(some, (all) => {
        const figures = figuresIn(tallyOf('standing', all));
        for (const { rows } of standingAt(figures, '2026-05-01T12:00:00.000Z'))
          for (const row of rows as readonly FigureRow[])
            for (const [name, query] of Object.entries(row.behind)) {
              const {
                figure = '',
                where,
                from,
                until,
              } = Object.fromEntries(new URLSearchParams(query));
              const selection = { where: where?.split('|'), from, until };
              const behind = all.flatMap((summary) =>
                Object.entries(tallyFor('standing', summary, 'secretariat', infantry)).filter(
                  ([key]) =>
                    key.startsWith(`${figure}|`) && isSelected(key.split('|').slice(1), selection),
                ),
              );

              expect(behind.reduce((sum, [, value]) => sum + value, 0)).toBe(row[name]);
            }
      }),
      { seed, numRuns: 60 },
    );
  });
});

describe('what depends on the day', () => {
  it('is counted when it is read: more is overdue later, and a longer window holds a shorter one', () => {
    fc.assert(
      fc.property(some, fc.nat(800), fc.nat(90), (all, from, more) => {
        const figures = figuresIn(tallyOf('standing', all));
        const rowsAt = (days: number, id: string) => {
          const now = new Date(Date.UTC(2025, 0, 1) + days * 86_400_000).toISOString();
          return standingAt(figures, now).find((figure) => figure.id === id)?.rows ?? [];
        };
        const late = (days: number) =>
          rowsAt(days, 'overdue').reduce((sum, row) => sum + Number(row.overdue), 0);
        const windows = rowsAt(from, 'deployments').map(({ units }) => Number(units));

        expect(late(from + more)).toBeGreaterThanOrEqual(late(from));
        expect(windows).toEqual(windows.toSorted((one, other) => one - other));
      }),
      { seed, numRuns: 60 },
    );
  });

  it('loses no plan action between two ages', () => {
    fc.assert(
      fc.property(some, (all) => {
        const figures = figuresIn(tallyOf('standing', all));
        const now = '2028-01-01T00:00:00.000Z';
        const plan = standingAt(figures, now).find(({ id }) => id === 'plan')?.rows ?? [];
        const counted = plan.flatMap(({ contributor, secretariat, mission }) => [
          Number(contributor),
          Number(secretariat),
          Number(mission),
        ]);

        expect(counted.reduce((sum, count) => sum + count, 0)).toBe(
          sumOf(figures, { figure: 'plan' }),
        );
      }),
      { seed, numRuns: 60 },
    );
  });
});

describe('figures', () => {
  it('mark criteria that every version of an instrument asks as a percentage', () => {
    for (const id of Object.values(markedCriteria).flat()) {
      const of = instruments.filter(({ criteria }) =>
        criteria.some((criterion) => criterion.id.slice(0, 3) === id.slice(0, 3)),
      );

      expect(of.length).toBeGreaterThan(0);
      for (const { criteria } of of)
        expect(criteria.find((criterion) => criterion.id === id)?.measure).toBe('PCT');
    }
  });

  it('have no number that is none, of nothing and of anything', () => {
    fc.assert(
      fc.property(some, (all) => {
        const at = '2026-05-01T12:00:00.000Z';
        const said = [
          ...standingAt(figuresIn(tallyOf('standing', all)), at),
          ...gapFigures(figuresIn(tallyOf('gap', all))),
          ...readinessOn(figuresIn(tallyOf('readiness', all)), at.slice(0, 10)),
        ];

        expect(JSON.stringify(said)).not.toMatch(/undefined/);
        for (const { rows } of said)
          for (const row of rows)
            for (const value of Object.values(row)) expect(value).not.toBeNaN();
      }),
      { seed, numRuns: 60 },
    );
  });

  it('count a review where it belongs, once in each scope', () => {
    fc.assert(
      fc.property(anySummary, (one) => {
        const scopes = scopesOf(one);

        expect(scopes.every((scope) => isInScope(scope, one))).toBe(true);
        expect(scopes.filter(({ eyes }) => eyes === 'contributor')).toEqual([
          { eyes: 'contributor', contributor: one.contributor },
        ]);
        expect(scopes.filter(({ eyes }) => eyes === 'mission')).toEqual([
          { eyes: 'mission', mission: one.mission },
        ]);
      }),
      { seed },
    );
  });
});
