import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timestamp } from '../adapters/clock.ts';
import { dataSetNames } from '../domain/export/data-sets.ts';
import { instruments } from '../instruments/catalogue.ts';
import { playDemo } from '../local/demo/play.ts';
import { evaluator, signedIn } from './support/client.ts';
import { exportsOf } from './support/exported.ts';
import { figuresOfRows } from './support/figures-of-rows.ts';
import { startHost } from './support/host.ts';
import type { Exported } from './support/rows.ts';

const critical = Object.fromEntries(
  instruments.map(({ id, criteria }) => [
    id,
    criteria.filter((criterion) => criterion.critical).map((criterion) => criterion.id),
  ]),
);

type Leading = Record<string, unknown> & { readonly behind: Record<string, string> };
type Shown = Record<string, Record<string, unknown>[]>;

let host: Awaited<ReturnType<typeof startHost>>;
let shown: Shown;
let fromRows: Shown;

/** Every figure as the API gives it, by book and id; without the queries that lead to the reviews. */
const dashboard = async (): Promise<Shown> => {
  const desk = await signedIn(host.url, evaluator);
  const figures: Shown = {};
  for (const book of ['standing', 'gap', 'readiness'])
    for (const { id, rows } of (await desk.get(`/v1/dashboard?book=${book}`)).body.figures)
      figures[`${book} ${id}`] = rows.map(({ behind: _, ...row }: { behind: object }) => row);
  return figures;
};

const exported = async (): Promise<Exported> => {
  const { rowsOf } = exportsOf(host.url);
  const sets = await Promise.all(
    dataSetNames.map(async (set) => [set, await rowsOf(set)] as const),
  );
  return { ...Object.fromEntries(sets), now: timestamp() } as Exported;
};

/** The lines of a figure with as much of them as the independent figure says. */
const asFarAs = (rows: readonly object[], said: readonly object[]) =>
  rows.map((row, place) =>
    Object.fromEntries(
      Object.entries(row).filter(([name]) => name in (said[place] ?? said[0] ?? {})),
    ),
  );

const sumOf = (rows: readonly Record<string, unknown>[]): number =>
  rows
    .flatMap((row) => Object.values(row))
    .reduce<number>((sum, value) => sum + (typeof value === 'number' ? Math.abs(value) : 0), 0);

beforeAll(async () => {
  host = await startHost();
  await playDemo({ url: host.url, small: true, onProgress: () => {} });
  // Soonest first: nothing is opened or submitted between the two.
  shown = await dashboard();
  fromRows = figuresOfRows(await exported(), critical);
}, 600_000);
afterAll(() => host.close());

const told = Object.keys(
  figuresOfRows(
    { reviews: [], answers: [], events: [], findings: [], now: '2026-01-01' } as never,
    {},
  ),
);

describe('the dashboard of the demonstration', () => {
  it.each(told)('says of %s what the exported rows say', (figure) => {
    const rows = fromRows[figure] ?? [];

    expect(asFarAs(shown[figure] ?? [], rows)).toEqual(rows);
  });

  it.each(told)('has something to say of %s', (figure) => {
    expect(sumOf(shown[figure] ?? [])).toBeGreaterThan(0);
  });

  it.each([
    ['standing', 'overdue'],
    ['readiness', 'byMission'],
  ])('has every number lead to as many reviews as it counts: %s %s', async (book, id) => {
    const desk = await signedIn(host.url, evaluator);
    const { figures } = (await desk.get(`/v1/dashboard?book=${book}`)).body;
    const { rows } = figures.find((figure: { id: string }) => figure.id === id);
    // What is a share or a mean is no count of reviews.
    const leads = rows.flatMap((row: Leading) =>
      Object.entries(row.behind)
        .filter(([name]) => !['verified', 'gap'].includes(name))
        .map(([name, query]) => [row[name], query]),
    );
    for (const [number, query] of leads) {
      const { items } = (await desk.get(`/v1/dashboard/reviews?limit=100&${query}`)).body;

      expect(items.reduce((sum: number, { value }: { value: number }) => sum + value, 0)).toBe(
        number,
      );
    }
  });

  it('stands as it stood on a day that is past, and is provisional today', async () => {
    const desk = await signedIn(host.url, evaluator);
    const day = new Date(Date.parse(timestamp()) - 100 * 86_400_000).toISOString().slice(0, 10);
    const then = (await desk.get(`/v1/dashboard?asOf=${day}`)).body;
    const events = (await exported()).events.filter(
      (row) => String(row.at) <= `${day}T23:59:59.999Z`,
    );
    const opened = new Set(events.map(({ review_id }) => review_id));
    const closed = events.filter(({ type }) => type === 'review-closed');
    const { rows } = then.figures.find(({ id }: { id: string }) => id === 'pipeline');
    const counted = (place?: string) =>
      rows.reduce(
        (sum: number, { behind: _, mission: _m, ...at }: Record<string, number>) =>
          sum + (place ? (at[place] ?? 0) : Object.values(at).reduce((all, one) => all + one, 0)),
        0,
      );

    expect([then.asOf, then.provisional]).toEqual([day, false]);
    expect(counted()).toBe(opened.size);
    expect(counted('closed')).toBe(closed.length);
    expect((await desk.get('/v1/dashboard')).body.provisional).toBe(true);
  });
});

describe('a second data set', () => {
  it('changes each figure', async () => {
    const before = shown;
    // A day of the demonstration is not like another: the same play, of other rows, from where the clock stands.
    const rows = [
      { contributor: 'GHA', mission: 'UNMISS', unitType: 'INF_BN', strength: 700 },
      { contributor: 'NPL', mission: 'MINUSCA', unitType: 'FPU', strength: 140 },
      { contributor: 'GHA', mission: 'UNIFIL', unitType: 'INF_BN', strength: 800 },
      { contributor: 'FJI', mission: 'UNDOF', unitType: 'INF_BN', strength: 500 },
    ];
    await playDemo({ url: host.url, small: true, rows, onProgress: () => {} });
    const after = await dashboard();
    const same = told.filter((id) => JSON.stringify(after[id]) === JSON.stringify(before[id]));

    expect(same).toEqual([]);
    const again = figuresOfRows(await exported(), critical);
    for (const id of told) expect(asFarAs(after[id] ?? [], again[id] ?? [])).toEqual(again[id]);
  }, 600_000);
});
