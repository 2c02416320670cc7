import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now, timestamp } from '../adapters/clock.ts';
import { getFolded } from '../adapters/figures.ts';
import { getHead, record } from '../adapters/reviews.ts';
import { useDynamoDB } from '../adapters/table.ts';
import type { NewEvent } from '../domain/events.ts';
import { handler } from '../functions/fold-aggregates.ts';
import { embedded } from './bench/embedded.ts';
import { booksAnew, keptBooks } from './support/counted-anew.ts';
import { startHost } from './support/host.ts';
import { openOne, stepOn, submitOpen } from './support/straight-record.ts';

const writes = /^(PutItem|TransactWriteItems)Command$/;
const day = 86_400_000;

let host: Awaited<ReturnType<typeof startHost>>;
let failsAt = 0;
let written = 0;

/** Counts the writes that are sent, and lets the one whose turn it is never arrive. */
const breakable = (endpoint: string): DynamoDBClient => {
  const client = new DynamoDBClient({ ...embedded(endpoint), maxAttempts: 1 });
  client.middlewareStack.add(
    (next, { commandName = '' }: { commandName?: string }) =>
      async (args) => {
        if (!writes.test(commandName)) return next(args);
        if (failsAt > 0 && --failsAt === 0) throw new Error('the process died here');
        written += 1;
        return next(args);
      },
    { step: 'initialize', name: 'die' },
  );
  return client;
};

const fold = () => handler({}, {} as never);
const today = (): string => timestamp().slice(0, 10);
const by = { person: 'somebody', role: 'director', rule: 'a-test' };

let made = 0;
/** A review that was opened and whose self-assessment is submitted or not. */
const openReview = async (mission: string, submits = false): Promise<string> => {
  made += 1;
  const id = String(made).padStart(20, '0');
  await openOne(id, mission);
  await stepOn(id);
  if (submits) {
    await submitOpen(id);
    while (await stepOn(id));
  }
  return id;
};

const add = async (review: string, event: NewEvent): Promise<void> => {
  await record(review, await getHead(review), event);
};

/** Submits whatever is still open until the review has its verdict. */
const close = async (review: string, exceptions: Record<string, unknown> = {}): Promise<void> => {
  while ((await getHead(review))?.phase === 'open') {
    await submitOpen(review, exceptions);
    while (await stepOn(review));
  }
};

beforeAll(async () => {
  host = await startHost();
  useDynamoDB(breakable(host.endpoints.table));
  host.clock.forward(Date.parse(`${today()}T12:00:00.000Z`) + day - now());
});
afterAll(() => host.close());

const areRight = async (): Promise<void> => {
  expect(await keptBooks(today())).toEqual(await booksAnew(timestamp()));
};

describe('the figures', () => {
  it('are what all records give when they are counted at once', async () => {
    await openReview('MINUSCA');
    await close(await openReview('UNMISS', true), { 'INF-A2': 'NI', 'INF-G1': 80 });
    await fold();

    await areRight();
    expect((await keptBooks(today()))['secretariat.. standing']).not.toEqual([]);
  });

  it('count what happens to a review at rest: a release changes what its State may read', async () => {
    const review = await openReview('MINUSCA', true);
    await close(review, { 'INF-A2': 'NI' });
    await fold();
    const before = await keptBooks(today());
    host.clock.forward(3_600_000);
    await add(review, { type: 'released', by, facts: { what: ['evaluation', 'verification'] } });
    await fold();

    await areRight();
    expect((await keptBooks(today()))['contributor.RWA. gap']).not.toEqual(
      before['contributor.RWA. gap'],
    );
  });

  it('are written once: a repeated count writes nothing but when it was', async () => {
    await fold();
    const before = written;
    await fold();

    expect(written - before).toBe(1);
  });

  it('come right whoever counts at the same time', async () => {
    for (let round = 0; round < 4; round += 1) {
      await openReview(round % 2 ? 'MINUSCA' : 'UNMISS', round > 1);
      await Promise.allSettled([fold(), fold(), openReview('MINUSCA'), fold()]);
    }
    await fold();

    await areRight();
  });

  it('come right wherever a count is cut off', async () => {
    let cut = 0;
    for (let at = 1; at <= 4; at += 1) {
      await openReview('MINUSCA', true);
      host.clock.forward(day);
      await openReview('UNMISS');
      failsAt = at;
      await fold().catch(() => {
        cut += 1;
      });
      failsAt = 0;
      await fold();
      await areRight();
    }

    expect(cut).toBeGreaterThan(2);
  });
});

describe('the figures of a day', () => {
  it('stay as they stood when it ended, by the time of events, however late they are counted', async () => {
    const days: string[] = [];
    for (let passed = 0; passed < 5; passed += 1) {
      days.push(today());
      const review = await openReview(passed % 2 ? 'MINUSCA' : 'UNMISS', true);
      if (passed > 2) await close(review, { 'INF-G2': 70 });
      host.clock.forward(day);
    }
    await fold();

    for (const each of days)
      expect([each, await keptBooks(each)]).toEqual([
        each,
        await booksAnew(`${each}T23:59:59.999Z`),
      ]);
    expect((await getFolded())?.foldDay).toBe(today());
  });

  it('are not settled before five minutes of the next one have passed', async () => {
    const before = today();
    await openReview('MINUSCA');
    await fold();
    host.clock.forward(Date.parse(`${before}T00:02:00.000Z`) + day - now());
    await openReview('MINUSCA');
    await fold();

    expect((await getFolded())?.foldDay).toBe(before);
    expect(await keptBooks(before)).toEqual(await booksAnew(`${before}T23:59:59.999Z`));

    host.clock.forward(4 * 60_000);
    await fold();

    expect((await getFolded())?.foldDay).toBe(today());
    await areRight();
  });
});
