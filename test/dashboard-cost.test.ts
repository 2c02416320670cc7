import { gzipSync } from 'node:zlib';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timestamp } from '../adapters/clock.ts';
import { bookWrite, foldedWrite } from '../adapters/figures.ts';
import { transactUnlessMoved, useDynamoDB } from '../adapters/table.ts';
import { books, cellsFor } from '../domain/dashboard/books.ts';
import { scopeName } from '../domain/dashboard/scope.ts';
import type { Summary } from '../domain/dashboard/summary.ts';
import { tallied } from '../domain/dashboard/tally.ts';
import { contributors } from '../domain/reference/contributors.ts';
import { missions } from '../domain/reference/missions.ts';
import { readFigures } from '../functions/dashboard/read-figures.ts';
import { createApp } from '../functions/http/app.ts';
import { embedded } from './bench/embedded.ts';
import { tokenFor } from './support/client.ts';
import { startHost } from './support/host.ts';
import { meterReads } from './support/read-meter.ts';
import { anySummary, infantry } from './support/summaries.ts';

const reviews = 10_000;
const contributing = contributors.slice(0, 120).map(({ iso3 }) => iso3);

/** Ten thousand reviews of 120 States in all missions over ten years: one in ten is open, as in a real record. */
const many = (): Summary[] => {
  const kinds = fc.sample(anySummary, { seed: 20_261_124, numRuns: 400 });
  return Array.from({ length: reviews }, (_, place) => {
    const kind = kinds[place % kinds.length] as Summary;
    const isOpen = place % 10 === 0;
    const day = (days: number) =>
      new Date(Date.UTC(2017, 0, 1) + (days + ((place * 37) % 3650)) * 86_400_000).toISOString();
    return {
      ...kind,
      contributor: contributing[(place * 7) % contributing.length] ?? 'RWA',
      mission: missions[(place * 3) % missions.length]?.acronym ?? 'MINUSCA',
      situation: isOpen ? kind.situation : ('closed' as const),
      submitted: { self: day(0), evaluation: day(20), verification: day(90) },
      ...(isOpen ? {} : { holder: null, dueAt: undefined }),
    };
  });
};

let host: Awaited<ReturnType<typeof startHost>>;
let units: () => number;
let cookie: string;
const app = createApp();

const spent = async <T>(ask: () => T | Promise<T>): Promise<[T, number]> => {
  const before = units();
  const answered = await ask();
  return [answered, units() - before];
};

beforeAll(async () => {
  host = await startHost();
  const token = await tokenFor(host.url, { role: 'director' });
  cookie = `ora_session=${token}`;
  const client = new DynamoDBClient(embedded(host.endpoints.table));
  units = meterReads(client);
  useDynamoDB(client);
  const day = timestamp().slice(0, 10);
  await transactUnlessMoved([
    foldedWrite({ foldDay: day, begun: '2017-01-01', countedAt: timestamp() }, undefined),
  ]);
  const all = many();
  for (const book of books) {
    const tally = tallied(
      all.flatMap((summary) => cellsFor(book, summary, 'secretariat', infantry)),
    );
    const written = bookWrite(
      scopeName({ eyes: 'secretariat' }),
      book,
      { day, version: 1, tally },
      undefined,
    );
    const bytes = (written as { put?: { packed?: Uint8Array } }).put?.packed?.length ?? 0;
    console.log(`${book}: ${Object.keys(tally).length} cells in ${bytes} bytes`);
    expect([book, bytes <= 16 * 1024]).toEqual([book, true]);
    await transactUnlessMoved([written]);
  }
}, 300_000);
afterAll(() => host.close());

describe('the first view of a dashboard with 10,000 reviews', () => {
  it.each(books)(
    'reads no more than two units of figures, and has 40 KB at most: %s',
    async (book) => {
      const headers = { cookie };
      const [, ofFigures] = await spent(() =>
        readFigures({ eyes: 'secretariat' }, book, undefined),
      );
      const answered = await app.request(`/v1/dashboard?book=${book}`, { headers });
      const json = Buffer.from(await answered.arrayBuffer());
      const page = await app.request(
        { standing: '/dashboard', gap: '/dashboard/gap', readiness: '/dashboard/readiness' }[book],
        { headers },
      );
      const html = Buffer.from(await page.arrayBuffer());
      const sizes = [gzipSync(json).length, gzipSync(html).length];
      console.log(
        `${book}: ${ofFigures} read units, JSON ${sizes[0]}, page ${sizes[1]} bytes gzipped`,
      );

      expect([answered.status, page.status]).toEqual([200, 200]);
      expect(ofFigures).toBeLessThanOrEqual(2);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(40 * 1024);
    },
  );
});
