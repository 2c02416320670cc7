import { SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useStepFunctions } from '../adapters/executions.ts';
import { outKey, sentKey } from '../adapters/keys.ts';
import { rowsOf } from '../adapters/ledger.ts';
import { getHead } from '../adapters/reviews.ts';
import { deleteItem } from '../adapters/table.ts';
import type { Telling } from '../domain/reminders/telling.ts';
import { handler } from '../functions/reconcile.ts';
import { failing, noFaults } from './protocol/failing-calls.ts';
import { type Cast, castOf, command, opened, upToVerification } from './support/cast.ts';
import { type SignedIn, signedIn, submit, until } from './support/client.ts';
import { startHost } from './support/host.ts';
import { act, rowsAddedBy, untilTold, wordsOfRows } from './support/occasions.ts';
import { anyone } from './support/step-functions.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const reason = 'Because of the rains';

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Cast;
let admin: SignedIn;
let calls: ReturnType<typeof failing>;

beforeAll(async () => {
  host = await startHost();
  cast = await castOf(host.url);
  admin = await signedIn(host.url, { role: 'admin' });
  await signedIn(host.url, { role: 'verifier', mission: 'MINUSCA', person: 'second-verifier' });
  calls = failing(
    new SFNClient({ ...anyone, endpoint: host.endpoints.stepFunctions, maxAttempts: 1 }),
  );
  useStepFunctions(calls.client);
});
beforeEach(() => host.clock.forward(day));
afterAll(() => host.close());

const openOne = async (): Promise<string> => {
  const review = await opened(cast);
  await untilTold(review);
  return review;
};

const inVerification = async (): Promise<string> => {
  const review = await openOne();
  await upToVerification(cast, review);
  await untilTold(review);
  return review;
};

const healingsOf = async (review: string): Promise<string[]> => {
  const { items } = (await admin.get('/v1/healings?limit=100')).body;
  return items
    .filter((healing: { review: string }) => healing.review === review)
    .map(({ kind, found }: { kind: string; found: string }) => `${kind}: ${found}`);
};

/** The rows that an act added, gone without a trace: its due item was fired before. */
const lose = async (review: string, doIt: () => Promise<unknown>): Promise<Telling[]> => {
  host.clock.forward(day);
  const rows = await rowsAddedBy(review, doIt);
  for (const row of rows) await deleteItem(sentKey(row));
  return rows;
};

/** A day later, so that the cap keeps nothing back, the machine runs often. */
const runs = async (times = 3): Promise<void> => {
  host.clock.forward(day);
  for (let run = 0; run < times; run += 1) await host.remind();
};

const dueOn = (): string =>
  new Date(Date.now() + host.clock.ahead() + 80 * day).toISOString().slice(0, 10);

const give = (person: string) => (review: string) =>
  act(cast.commander, review, 'assignments', { stage: 'verification', person });
const suspend = (review: string) => act(cast.desk, review, 'suspension', { reason });
const area = { kind: 'area', description: 'Stays within 20 km', undeclared: true };

type Lost = readonly [string, () => Promise<string>, (review: string) => Promise<unknown>];
const lost: readonly Lost[] = [
  ['assigned', openOne, give('demo-verifier-minusca')],
  ['suspended', openOne, suspend],
  [
    'resumed',
    async () => {
      const review = await openOne();
      await suspend(review);
      return review;
    },
    (review) => act(cast.desk, review, 'resumption', { reason }),
  ],
  [
    'date_moved',
    openOne,
    (review) => act(cast.desk, review, 'extensions', { dueOn: dueOn(), reason }),
  ],
  [
    'released',
    inVerification,
    (review) => act(cast.desk, review, 'releases', { what: ['evaluation'] }),
  ],
  [
    'undeclared_caveat',
    inVerification,
    (review) => cast.field.post(`/v1/reviews/${review}/caveats`, area),
  ],
  ['withdrawn', openOne, (review) => act(cast.desk, review, 'withdrawal', { reason })],
];

describe('people who were never told, and would not be', () => {
  it.each(lost)('are told after all, once: %s', async (kind, begin, doIt) => {
    const review = await begin();
    const rows = await lose(review, () => doIt(review));
    expect(rows.map((row) => row.kind)).toContain(kind);

    await runs();

    const seqs = new Set(rows.map(({ plan }) => plan));
    const after = (await rowsOf(review)).filter(({ plan }) => seqs.has(plan));
    expect(wordsOfRows(after)).toEqual(wordsOfRows(rows));
    expect(await healingsOf(review)).toEqual([`due_missing: no notice of event ${[...seqs][0]}`]);
  });

  it('are not told of what is over: a stage was given to somebody else, the clocks run again', async () => {
    const review = await openOne();
    await lose(review, () => give('demo-verifier-minusca')(review));
    await lose(review, () => suspend(review));
    await act(cast.desk, review, 'resumption', { reason });
    await give('second-verifier')(review);
    const before = (await rowsOf(review)).length;

    await runs();

    expect(await healingsOf(review)).toEqual([]);
    expect((await rowsOf(review)).length).toBe(before);
  });

  it('are told of the outcome, whoever wins the race, and at a bounded price', async () => {
    const reviews: string[] = [];
    while (reviews.length < 30) reviews.push(await openOne());
    for (const review of reviews) {
      const rows = await rowsAddedBy(review, () =>
        act(cast.desk, review, 'withdrawal', { reason }),
      );
      for (const row of rows) await deleteItem(sentKey(row));
    }
    host.clock.forward(10 * minute);

    const healed: number[] = [];
    for (let run = 0; run < 4; run += 1) {
      const results = await Promise.all([handler({}, {} as never), handler({}, {} as never)]);
      healed.push(
        results.reduce(
          (sum, { healed: by }) => sum + ((by as Record<string, number>).due_missing ?? 0),
          0,
        ),
      );
    }

    expect(Math.max(...healed)).toBeLessThanOrEqual(100);
    expect(healed.reduce((sum, some) => sum + some, 0)).toBe(30);
    await runs(12);
    for (const review of reviews) {
      expect((await rowsOf(review)).filter(({ kind }) => kind === 'withdrawn').length).toBe(3);
      expect(await healingsOf(review)).toHaveLength(1);
    }
  }, 90_000);
});

describe('a review on its way to the end', () => {
  it('ends although what would have moved it is gone', async () => {
    const review = await openOne();
    calls.plan = { operation: 'SendTaskSuccess', how: 'before', times: 1 };
    expect((await command(cast.desk, review, 'withdrawal', { reason })).status).toBe(201);
    calls.plan = noFaults;
    const head = (await getHead(review)) ?? expect.fail('it is gone');
    expect(head.phase).toBe('closing');
    for (const out of head.out) await deleteItem(outKey(review, out));

    host.clock.forward(3 * minute);
    await host.remind();

    await until(
      () => cast.desk.get(`/v1/reviews/${review}`),
      ({ body }) => body.situation === 'withdrawn',
    );
    await untilTold(review);
    expect((await getHead(review))?.phase).toBe('rest');
    expect((await healingsOf(review)).sort()).toEqual([
      'out_left_over: withdrawn, not carried on',
      'transit_lost: withdrawn, and no OUT item',
    ]);
  });
});

describe('a review of which everybody was told', () => {
  it('has nothing to mend in two weeks, open or ended', async () => {
    const open = await inVerification();
    const ended = await openOne();
    await give('demo-verifier-minusca')(open);
    await suspend(open);
    await act(cast.desk, open, 'resumption', { reason });
    await submit(cast.state, ended, 'self-assessment');
    await untilTold(ended);
    await act(cast.desk, ended, 'withdrawal', { reason });

    for (let days = 0; days < 15; days += 1) await runs(1);

    expect(await healingsOf(open)).toEqual([]);
    expect(await healingsOf(ended)).toEqual([]);
  });
});
