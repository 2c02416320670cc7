import {
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectIndexesToFollow, openTable, rowsOf, TableName } from './embedded-table.ts';

type Actions = NonNullable<TransactWriteCommandInput['TransactItems']>;

let open: Awaited<ReturnType<typeof openTable>>;
beforeAll(async () => {
  open = await openTable();
});
afterAll(() => open.table.close());

const transact = (TransactItems: Actions, more: object = {}) =>
  open.documents.send(new TransactWriteCommand({ TransactItems, ...more }));
const put = (Item: Record<string, unknown>, more: object = {}) => ({
  Put: { TableName, Item, ...more },
});
const absent = { ConditionExpression: 'attribute_not_exists(pk)' };
const get = async (pk: string) =>
  (await open.documents.send(new GetCommand({ TableName, Key: { pk, sk: '1' } }))).Item;
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
        { Code: 'ConditionalCheckFailed', Message, Item: { by: { S: 'first' } } },
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message },
      ],
    });
    expect(await rowsOf(open.documents)).toEqual(before);
    await expectIndexesToFollow(open.documents);
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
