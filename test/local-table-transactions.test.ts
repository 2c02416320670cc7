import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../local/table/store.ts';
import { expectIndexesToFollow, openTable, rowsOf, TableName } from './embedded-table.ts';

type Actions = NonNullable<TransactWriteCommandInput['TransactItems']>;

const minutes = (count: number) => count * 60_000;
let clock = Date.UTC(2026, 0, 1);
const now = () => clock;

let open: Awaited<ReturnType<typeof openTable>>;
beforeAll(async () => {
  open = await openTable({ now });
});
afterAll(() => open.table.close());

const transact = (TransactItems: Actions, more: object = {}, { documents } = open) =>
  documents.send(new TransactWriteCommand({ TransactItems, ...more }));
const put = (Item: Record<string, unknown>, more: object = {}) => ({
  Put: { TableName, Item, ...more },
});
const absent = { ConditionExpression: 'attribute_not_exists(pk)' };
const get = async (pk: string, { documents } = open) =>
  (await documents.send(new GetCommand({ TableName, Key: { pk, sk: '1' } }))).Item;
const seed = (Item: Record<string, unknown>) =>
  open.documents.send(new PutCommand({ TableName, Item }));

describe('a transaction', () => {
  it('puts, deletes and checks in one', async () => {
    await seed({ pk: 'old', sk: '1' });
    await seed({ pk: 'checked', sk: '1', version: 3 });

    await transact([
      put({ pk: 'new', sk: '1', gsi1pk: 'I', gsi1sk: '1' }, absent),
      { Delete: { TableName, Key: { pk: 'old', sk: '1' } } },
      {
        ConditionCheck: {
          TableName,
          Key: { pk: 'checked', sk: '1' },
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': 3 },
        },
      },
    ]);

    expect(await get('new')).toBeDefined();
    expect(await get('old')).toBeUndefined();
    expect(await get('checked')).toEqual({ pk: 'checked', sk: '1', version: 3 });
    await expectIndexesToFollow(open.documents);
  });

  it('leaves nothing behind when one condition fails, and tells the reasons in order', async () => {
    await seed({ pk: 'taken', sk: '1', by: 'first' });
    const before = await rowsOf(open.documents);

    const attempt = transact([
      put({ pk: 'fresh', sk: '1', gsi1pk: 'I', gsi1sk: '2' }, absent),
      put({ pk: 'taken', sk: '1' }, { ...absent, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
      put({ pk: 'taken', sk: '2' }),
      {
        ConditionCheck: {
          TableName,
          Key: { pk: 'nobody', sk: '1' },
          ConditionExpression: 'attribute_exists(pk)',
        },
      },
    ]);

    const Message = 'The conditional request failed';
    await expect(attempt).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      message: expect.stringContaining('[None, ConditionalCheckFailed, None, ConditionalCheck'),
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message, Item: { pk: 'taken', sk: '1', by: 'first' } },
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message },
      ],
    });
    expect(await rowsOf(open.documents)).toEqual(before);
    await expectIndexesToFollow(open.documents);
  });

  it('lets one of 100 simultaneous creators win', async () => {
    const attempts = Array.from({ length: 100 }, (_, who) =>
      transact([put({ pk: 'won', sk: '1', who }, absent), put({ pk: `by${who}`, sk: '1' })]),
    );

    const settled = await Promise.allSettled(attempts);

    const winners = settled.flatMap(({ status }, who) => (status === 'fulfilled' ? [who] : []));
    expect(winners).toHaveLength(1);
    expect(await get('won')).toMatchObject({ who: winners[0] });
    const traces = (await rowsOf(open.documents)).filter(({ pk }) => /^by\d+$/.test(String(pk)));
    expect(traces.map(({ pk }) => pk)).toEqual([`by${winners[0]}`]);
  });

  it('gives 200 optimistic writers each a version of its own, without a gap', async () => {
    await seed({ pk: 'counter', sk: '1', version: 0 });
    const raise = async (who: number): Promise<void> => {
      const { version } = (await get('counter')) as { version: number };
      const next = { pk: 'counter', sk: '1', version: version + 1 };
      const condition = {
        ConditionExpression: 'version = :seen',
        ExpressionAttributeValues: { ':seen': version },
      };
      const event = { pk: 'counted', sk: `${version + 1}`, who };
      await transact([put(next, condition), put(event, absent)]).catch((error) => {
        expect(error.CancellationReasons[0].Code).toBe('ConditionalCheckFailed');
        return raise(who);
      });
    };

    await Promise.all(Array.from({ length: 200 }, (_, who) => raise(who)));

    expect(await get('counter')).toMatchObject({ version: 200 });
    const events = (await rowsOf(open.documents)).filter(({ pk }) => pk === 'counted');
    expect(events.map(({ sk }) => Number(sk)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 200 }, (_, at) => at + 1),
    );
    expect(new Set(events.map(({ who }) => who)).size).toBe(200);
  });
});

describe('a client request token', () => {
  const first = put({ pk: 'token', sk: '1', n: 1 });
  const again = { ClientRequestToken: 'token-1' };

  it('makes a repetition succeed without effect, and refuses other parameters', async () => {
    await transact([first], again);
    await seed({ pk: 'token', sk: '1', n: 'changed since' });

    await transact([first], again);
    const other = transact([put({ pk: 'token', sk: '1', n: 2 })], again);

    await expect(other).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
    expect(await get('token')).toMatchObject({ n: 'changed since' });
  });

  it('is free again after ten minutes, and then counts anew', async () => {
    clock += minutes(10);
    await transact([put({ pk: 'token', sk: '1', n: 3 })], again);
    clock += minutes(9);
    await transact([put({ pk: 'elsewhere', sk: '1' })]);

    const other = transact([first], again);

    await expect(other).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
    expect(await get('token')).toMatchObject({ n: 3 });
  });

  it('is not spent by a transaction that was cancelled', async () => {
    const later = put({ pk: 'later', sk: '1' }, { ConditionExpression: 'attribute_exists(pk)' });
    const token = { ClientRequestToken: 'token-2' };
    await expect(transact([later], token)).rejects.toThrow('cancelled');
    await seed({ pk: 'later', sk: '1', n: 1 });

    await transact([later], token);

    expect(await get('later')).toEqual({ pk: 'later', sk: '1' });
  });

  it('survives a restart, and is swept from the store when it is over', async () => {
    const path = await mkdtemp(join(tmpdir(), 'ora-table-'));
    const tokenRows = async () => {
      const { dynalite } = await openStore(path);
      const rows = await dynalite.db.iterator({ gte: 'token', lt: 'tokeo' }).all();
      await dynalite.db.close();
      return rows.length;
    };
    const before = await openTable({ path, now });
    await transact([first], again, before);
    await before.documents.send(new PutCommand({ TableName, Item: { pk: 'token', sk: '1' } }));
    await before.table.close();

    const after = await openTable({ path, now });
    await transact([first], again, after);
    expect(await get('token', after)).not.toHaveProperty('n');
    await after.table.close();
    expect(await tokenRows()).toBe(2);

    clock += minutes(11);
    await (await openTable({ path, now })).table.close();
    expect(await tokenRows()).toBe(0);
    await rm(path, { recursive: true });
  });

  it('leaves at most the tokens of ten minutes in the store', async () => {
    const path = await mkdtemp(join(tmpdir(), 'ora-table-'));
    const busy = await openTable({ path, now });
    for (let at = 0; at < 60; at += 1) {
      clock += minutes(1);
      await transact([put({ pk: 'busy', sk: '1', at })], {}, busy);
    }
    await busy.table.close();

    const { dynalite } = await openStore(path);
    const rows = await dynalite.db.iterator({ gte: 'token', lt: 'tokeo' }).all();

    expect(rows.length).toBeLessThanOrEqual(2 * 11);
    await dynalite.db.close();
    await rm(path, { recursive: true });
  });
});

describe('a transaction is refused', () => {
  const key = { pk: 'x', sk: '1' };
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => put({ pk: `${at}`, sk: '1' }));
  const heavy = { words: 'x'.repeat(390_000) };

  it.each<[string, Actions, string]>([
    ['without an action', [], 'length greater than or equal to 1'],
    ['with 101 actions', many(101), 'length less than or equal to 100'],
    [
      'with two actions on one item',
      [put(key), { Delete: { TableName, Key: key } }],
      'multiple operations on one item',
    ],
    [
      'with an update',
      [{ Update: { TableName, Key: key, UpdateExpression: 'REMOVE n' } }],
      'Update is not offered',
    ],
    [
      'with two actions in one',
      [{ ...put(key), Delete: { TableName, Key: key } }],
      'only contain one',
    ],
    [
      'with a check of nothing',
      [{ ConditionCheck: { TableName, Key: key, ConditionExpression: undefined } }],
      'must not be null',
    ],
    [
      'with a condition that cannot be read',
      [put(key, { ConditionExpression: 'pk ==' })],
      'Invalid ConditionExpression',
    ],
    ['with an item above 400 KB', [put({ ...key, words: 'x'.repeat(410_000) })], 'Item size'],
    ['above 4 MB in all', many(11).map(({ Put }) => put({ ...Put.Item, ...heavy })), '4 MB'],
  ])('%s', async (_, actions, sentence) => {
    const refused = transact(actions);

    await expect(refused).rejects.toThrow(sentence);
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('by a reason of its own for an item that does not fit the table', async () => {
    const refused = transact([put(key), put({ pk: 'x' }), put({ pk: 1, sk: '1' })]);

    await expect(refused).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ValidationError', Message: expect.stringContaining('Missing the key sk') },
        { Code: 'ValidationError', Message: expect.stringContaining('Type mismatch') },
      ],
    });
    expect(await get('x')).toBeUndefined();
  });

  it('of exactly 100 actions not at all', async () => {
    await transact(many(100));

    expect(await get('99')).toBeDefined();
  });
});
