import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now, timestamp } from '../adapters/clock.ts';
import { publishedQuarters } from '../adapters/public-quarters.ts';
import { getHead } from '../adapters/reviews.ts';
import { useDynamoDB } from '../adapters/table.ts';
import { quarterOf } from '../domain/dashboard/day-parts.ts';
import { firstDayOf, quarterAfter } from '../domain/public-data/quarter.ts';
import { publishQuarters } from '../functions/public-data/publish.ts';
import { embedded } from './bench/embedded.ts';
import { startHost } from './support/host.ts';
import { openOne, stepOn, submitOpen } from './support/straight-record.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let quarter: string;
let made = 0;
const sent: string[] = [];

/** Counts what is asked of the table. */
const counting = (endpoint: string): DynamoDBClient => {
  const client = new DynamoDBClient(embedded(endpoint));
  client.middlewareStack.add(
    (next, { commandName = '' }: { commandName?: string }) =>
      async (args) => {
        sent.push(commandName);
        return next(args);
      },
    { step: 'initialize', name: 'count' },
  );
  return client;
};

const stepAll = async (id: string): Promise<void> => {
  while (await stepOn(id));
};

/** A review that has come to its verdict. */
const review = async (contributor: string, mission: string): Promise<void> => {
  made += 1;
  const id = await openOne(String(made).padStart(20, '0'), mission, contributor);
  await stepAll(id);
  while ((await getHead(id))?.phase === 'open') {
    await submitOpen(id);
    await stepAll(id);
  }
};

const each = async (mission: string, counts: Record<string, number>): Promise<void> => {
  for (const [contributor, reviews] of Object.entries(counts))
    for (let some = 0; some < reviews; some += 1) await review(contributor, mission);
};

/** Twenty minutes into the next quarter. */
const nextQuarter = (): void => {
  const next = firstDayOf(quarterAfter(quarterOf(timestamp())));
  host.clock.forward(Date.parse(next) + 20 * 60_000 - now());
};

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${host.url}/public${path}`, { headers });
const rowsAt = async (path: string) =>
  (await (await ask(path)).json()) as Record<string, string | number | null>[];

beforeAll(async () => {
  host = await startHost();
  useDynamoDB(counting(host.endpoints.table));
  nextQuarter();
  quarter = quarterOf(timestamp());
  await each('MINUSCA', { GHA: 3, NPL: 2, RWA: 2 });
  await each('MONUSCO', { BGD: 2, GHA: 2, IND: 2 });
  await each('UNISFA', { GHA: 2 });
  await publishQuarters();
});
afterAll(() => host.close());

describe('public figures', () => {
  it('are not there before their quarter is over', async () => {
    expect(await rowsAt('/data/ORA-REVIEWS/json')).toEqual([]);
  });

  it('are published once, whoever publishes at the same time', async () => {
    nextQuarter();
    await Promise.all([publishQuarters(), publishQuarters(), publishQuarters()]);

    expect((await publishedQuarters('ORA-REVIEWS')).map((one) => one.quarter)).toEqual([quarter]);
    expect((await publishedQuarters('ORA-VERDICTS')).map((one) => one.quarter)).toEqual([quarter]);
  });

  it('are those of the worked example: a second mission is withheld with the small one', async () => {
    const rows = await rowsAt('/data/ORA-REVIEWS/json?filter=Indicator:evaluations_received');
    const told = rows.filter(({ Value }) => Value !== null);

    expect(told.map((row) => [row.Mission_Acronym, row.Value, row.Year_To_Date])).toEqual([
      ['MINUSCA', 7, 7],
      ['ALL', 15, 15],
    ]);
    expect(rows.length).toBeGreaterThan(8);
    expect(rows.find((row) => row.Mission_Acronym === 'MONUSCO')).toEqual({
      Mission_Acronym: 'MONUSCO',
      Quarter: quarter,
      Last_Reporting_Date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      Indicator: 'evaluations_received',
      Value: null,
      Year_To_Date: null,
      Value_Status: 'withheld',
    });
  });

  it('are the same in CSV, and tags of HXL stand in a file of their own', async () => {
    const rows = await rowsAt('/data/ORA-REVIEWS/json');
    const csv = parse(await (await ask('/data/ORA-REVIEWS/csv')).text(), {
      bom: true,
      columns: true,
    });
    const [tags, ...tagged] = parse(await (await ask('/data/ORA-REVIEWS/hxl')).text(), {
      bom: true,
      columns: true,
    });

    expect(csv).toEqual(
      rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value ?? '')])),
      ),
    );
    expect(tagged).toEqual(csv);
    for (const tag of Object.values(tags as object)) expect(tag).toMatch(/^#/);
  });

  it('name no contributor, and no review', async () => {
    const texts = await Promise.all(
      ['/data/ORA-REVIEWS/json', '/data/ORA-VERDICTS/json', '/metadata/all'].map(async (path) =>
        (await ask(path)).text(),
      ),
    );
    expect(texts.join('')).not.toMatch(/GHA|NPL|RWA|BGD|"IND|0000000/);
    for (const name of ['ORA-REVIEWS', 'ORA-VERDICTS'] as const)
      expect(JSON.stringify(await publishedQuarters(name))).not.toMatch(
        /GHA|NPL|RWA|BGD|MONUSCO":/,
      );
  });

  it('are described by the names that programs read at the hub', async () => {
    const [reviews, verdicts] = await rowsAt('/metadata/all');
    expect(await rowsAt('/metadata/ORA-REVIEWS')).toEqual([reviews]);
    expect(verdicts).toMatchObject({
      'Dataset ID': 'ORA-VERDICTS',
      'Update Frequency': 'Quarterly',
    });
    expect(reviews).toMatchObject({ 'Start Range': firstDayOf(quarter), Demonstration: false });
  });

  it('may be kept for an hour, and are asked for again by their ETag', async () => {
    const first = await ask('/data/ORA-REVIEWS/csv');
    const again = await ask('/data/ORA-REVIEWS/csv', {
      'if-none-match': first.headers.get('etag') ?? '',
    });
    expect(first.headers.get('cache-control')).toBe('public, max-age=3600');
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('cost one query', async () => {
    sent.length = 0;
    await ask('/data/ORA-REVIEWS/json');
    expect(sent).toEqual(['QueryCommand']);
  });

  it.each([
    '/data/ORA-REVIEWS/json?country=GHA',
    '/data/ORA-REVIEWS/json?filter=Contributor:GHA',
    '/data/ORA-REVIEWS/json?filter=Quarter',
    '/data/ORA-REVIEWS/json?filter=Quarter:a;Quarter:b',
    '/data/ORA-REVIEWS/json?per_page=0',
    '/data/ORA-REVIEWS/xml',
    '/data/ORA-NOTHING/json',
    '/metadata/ORA-NOTHING',
  ])('are refused where the address is not understood: %s', async (path) => {
    expect((await ask(path)).status).toBe(422);
  });

  it('come page by page', async () => {
    const all = await rowsAt('/data/ORA-REVIEWS/json');
    expect(await rowsAt('/data/ORA-REVIEWS/json?per_page=5&page_num=2')).toEqual(all.slice(5, 10));
  });

  it('never change once they are published', async () => {
    const before = await rowsAt(`/data/ORA-REVIEWS/json?filter=Quarter:${quarter}`);
    await each('UNISFA', { GHA: 2, NPL: 2, RWA: 2 });
    nextQuarter();
    await publishQuarters();

    expect(await rowsAt(`/data/ORA-REVIEWS/json?filter=Quarter:${quarter}`)).toEqual(before);
    const next = await rowsAt(`/data/ORA-REVIEWS/json?filter=Quarter:${quarterAfter(quarter)}`);
    const told = next.filter(({ Value }) => Value !== null);
    // Of the missions all but one have nothing: the one is withheld with them, and the total is told.
    expect(new Set(told.map((row) => row.Mission_Acronym))).toEqual(new Set(['ALL']));
  });

  it('are marked where invented reviews of the demonstration are counted', async () => {
    const unit = { name: 'Demonstration Battalion 01', type: 'INF_BN' };
    await openOne('99999999999999999999', 'MINUSCA', 'GHA', unit);
    nextQuarter();
    await publishQuarters();

    expect(await rowsAt('/metadata/ORA-REVIEWS')).toMatchObject([{ Demonstration: true }]);
  });
});
