import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useStepFunctions } from '../adapters/executions.ts';
import { outKey, runKey } from '../adapters/keys.ts';
import { getHead } from '../adapters/reviews.ts';
import { getRun } from '../adapters/runs.ts';
import { deleteItem, getItem, putItem, useDynamoDB } from '../adapters/table.ts';
import { handler } from '../functions/reconcile.ts';
import { executionArn } from '../local/step-functions/arns.ts';
import { failing, noFaults } from './protocol/failing-calls.ts';
import { untilAt, untilWaiting } from './protocol/reviews-at-house.ts';
import {
  evaluator,
  opening,
  permanentMission,
  type SignedIn,
  signedIn,
  submit,
} from './support/client.ts';
import { startHost } from './support/host.ts';
import { meterReads } from './support/read-meter.ts';
import { anyone } from './support/step-functions.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let state: SignedIn;
let admin: SignedIn;
let calls: ReturnType<typeof failing>;
let sfn: SFNClient;

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, evaluator);
  state = await signedIn(host.url, permanentMission);
  admin = await signedIn(host.url, { role: 'admin' });
  sfn = new SFNClient({ ...anyone, endpoint: host.endpoints.stepFunctions });
  calls = failing(
    new SFNClient({ ...anyone, endpoint: host.endpoints.stepFunctions, maxAttempts: 1 }),
  );
  useStepFunctions(calls.client);
});
afterAll(() => host.close());

const minute = 60_000;

const openOne = async (): Promise<string> => {
  const { body } = await desk.post('/v1/reviews', opening);
  return body.id;
};

const openAndWaiting = async (): Promise<string> => {
  const review = await openOne();
  await untilWaiting(review, 'self-assessment');
  return review;
};

const kill = async (review: string): Promise<void> => {
  const { run } = (await getRun(review)) ?? {};
  const arn = executionArn('review', `review-${review}-${run}`);
  await sfn.send(new StopExecutionCommand({ executionArn: arn }));
};

/** Time passes, and a whole run of the reminders comes. */
const runAfter = async (minutes: number): Promise<void> => {
  host.clock.forward(minutes * minute);
  await host.remind();
};

const healingsOf = async (review: string): Promise<{ kind: string; found: string }[]> =>
  (await admin.get('/v1/healings')).body.items.filter(
    (healing: { review: string }) => healing.review === review,
  );

const counted = (metric: string): number =>
  readFileSync(join(host.folder, 'log.jsonl'), 'utf8')
    .split('\n')
    .flatMap((line) => (line ? [JSON.parse(line)[metric] ?? 0] : []))
    .reduce((sum, value) => sum + value, 0);

/** The review goes on by itself when its holder acts. */
const goesOn = async (review: string): Promise<void> => {
  expect((await submit(state, review, 'self-assessment')).status).toBe(201);
  await untilWaiting(review, 'evaluation');
};

describe('a run of the reminders', () => {
  it('carries a review on whose execution could not be started, once', async () => {
    calls.plan = { operation: 'StartExecution', how: 'before', times: 1 };
    const review = await openOne();
    await untilAt(review, 'new');
    calls.plan = noFaults;
    const before = counted('OutLeftOver');

    await runAfter(3);
    await untilWaiting(review, 'self-assessment');
    await runAfter(3);

    expect(await healingsOf(review)).toMatchObject([
      { kind: 'out_left_over', found: 'opened, not carried on' },
    ]);
    expect(counted('OutLeftOver') - before).toBe(1);
  });

  it('gives an open stage whose execution was killed another one that waits, once', async () => {
    const review = await openAndWaiting();
    const before = counted('ExecutionsLost');
    await kill(review);

    await runAfter(1);
    const { run, waits } = await untilWaiting(review, 'self-assessment');
    await runAfter(15);

    expect({ run, waits }).toEqual({ run: 2, waits: true });
    expect(await healingsOf(review)).toMatchObject([
      { kind: 'execution_lost', found: 'its execution has ended' },
    ]);
    expect(counted('ExecutionsLost') - before).toBe(1);
    await goesOn(review);
  });

  it.each([
    ['forged', 'its execution has ended', { token: 'no token at all' }],
    ['of another round', 'no token', { round: 7 }],
    ['of nobody', 'no token', { token: undefined }],
    ['of an execution that failed', 'its execution failed', { token: undefined, failed: true }],
  ] as const)('finds a token that is %s', async (_, found, change) => {
    const review = await openAndWaiting();
    const failed = { error: 'States.TaskFailed', at: '2026-01-01T00:00:00.000Z' };
    await putItem({
      ...runKey(review),
      ...(await getRun(review)),
      ...change,
      ...('failed' in change && { failed }),
    });

    await runAfter(11);
    await untilWaiting(review, 'self-assessment');

    expect(await healingsOf(review)).toMatchObject([{ kind: 'execution_lost', found }]);
    await goesOn(review);
  });

  it('finds a run that is gone', async () => {
    const review = await openAndWaiting();
    await deleteItem(runKey(review));

    await runAfter(1);
    await untilWaiting(review, 'self-assessment');

    expect(await healingsOf(review)).toMatchObject([{ kind: 'execution_lost', found: 'no run' }]);
    await goesOn(review);
  });

  it('puts back what would move a review on its way, and moves it in the same run', async () => {
    calls.plan = { operation: 'StartExecution', how: 'before', times: 1 };
    const review = await openOne();
    const head = await untilAt(review, 'new');
    calls.plan = noFaults;
    const [out = { at: '', seq: 0 }] = head.out;
    await deleteItem(outKey(review, out));

    await runAfter(3);
    await untilWaiting(review, 'self-assessment');

    expect((await healingsOf(review)).map(({ kind }) => kind)).toEqual([
      'out_left_over',
      'transit_lost',
    ]);
    expect(await getItem(outKey(review, out))).toBeUndefined();
  });

  it('leaves alone a wait that has parked itself, and a stage that opened just now', async () => {
    const parked = await openAndWaiting();
    host.clock.forward(21 * 24 * 60 * minute);
    const fresh = await openAndWaiting();
    await putItem({ ...runKey(fresh), ...(await getRun(fresh)), token: undefined });

    await host.remind();

    expect(await healingsOf(parked)).toEqual([]);
    expect(await healingsOf(fresh)).toEqual([]);
  });

  it('mends once, however many runs there are at the same time', async () => {
    const review = await openAndWaiting();
    await kill(review);
    calls.plan = { operation: 'StartExecution', how: 'before', times: 1 };
    const stuck = await openOne();
    await untilAt(stuck, 'new');
    calls.plan = noFaults;
    host.clock.forward(3 * minute);

    await Promise.all(['one', 'two', 'three'].map(async () => handler({}, {} as never)));
    await untilWaiting(review, 'self-assessment');
    await untilWaiting(stuck, 'self-assessment');

    expect((await healingsOf(review)).map(({ kind }) => kind)).toEqual(['execution_lost']);
    expect((await healingsOf(stuck)).map(({ kind }) => kind)).toEqual(['out_left_over']);
    expect((await getHead(review))?.version).toBe(2);
  });

  it('looks at a hundred open reviews at most, at a bounded price, and at the rest in the next', async () => {
    const reviews: string[] = [];
    while (reviews.length < 120) reviews.push(await openAndWaiting());
    const client = new DynamoDBClient({ ...anyone, endpoint: host.endpoints.table });
    const units = meterReads(client);
    useDynamoDB(client);
    await Promise.all(reviews.map(kill));

    const healed: number[] = [];
    const price: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      const before = units();
      const { swept, healed: by } = await handler({}, {} as never);
      price.push(units() - before);
      healed.push(by.execution_lost ?? 0);
      expect(swept).toBeLessThanOrEqual(100);
    }

    console.log(`read units of five runs over ${reviews.length} reviews and more: ${price}`);
    expect(healed.reduce((sum, some) => sum + some, 0)).toBe(120);
    for (const one of price) expect(one).toBeLessThan(800);
  }, 60_000);
});

describe('what was mended', () => {
  it('is read page by page, the latest first, by an admin and nobody else', async () => {
    const first = (await admin.get('/v1/healings?limit=2')).body;
    const second = (await admin.get(`/v1/healings?limit=2&cursor=${first.next}`)).body;
    const all = (await admin.get('/v1/healings?limit=4')).body;

    expect([...first.items, ...second.items]).toEqual(all.items);
    expect(all.items.map(({ at }: { at: string }) => at)).toEqual(
      all.items
        .map(({ at }: { at: string }) => at)
        .toSorted()
        .reverse(),
    );
    expect((await desk.get('/v1/healings')).status).toBe(403);
  });
});
