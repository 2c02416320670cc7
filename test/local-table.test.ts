import { createHash } from 'node:crypto';
import { DescribeTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectIndexesToFollow, openTable, TableName } from './embedded-table.ts';

let open: Awaited<ReturnType<typeof openTable>>;
beforeAll(async () => {
  open = await openTable();
});
afterAll(() => open.table.close());

const put = (Item: Record<string, unknown>, more: object = {}) =>
  open.documents.send(new PutCommand({ TableName, Item, ...more }));
const get = async (pk: string, sk: string) =>
  (await open.documents.send(new GetCommand({ TableName, Key: { pk, sk } }))).Item;
const inIndex = async (index: string, value: string) => {
  const { Items = [] } = await open.documents.send(
    new QueryCommand({
      TableName,
      IndexName: index,
      KeyConditionExpression: '#key = :value',
      ExpressionAttributeNames: { '#key': `${index}pk` },
      ExpressionAttributeValues: { ':value': value },
    }),
  );
  return Items.map(({ sk }) => sk);
};

describe('an embedded table', () => {
  it('keeps what PutItem puts, and names itself as DynamoDB does', async () => {
    const item = { pk: 'A', sk: '1', words: 'Évaluation – تقييم', list: [1, { deep: true }] };

    await put(item);

    expect(await get('A', '1')).toEqual(item);
    expect((await open.client.send(new ListTablesCommand())).TableNames).toEqual([TableName]);
    const { Table } = await open.client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.TableStatus).toBe('ACTIVE');
  });

  it('reads several items at once', async () => {
    await Promise.all(['1', '2'].map((sk) => put({ pk: 'batch', sk })));

    const Keys = ['1', '2', '3'].map((sk) => ({ pk: 'batch', sk }));
    const { Responses } = await open.documents.send(
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }),
    );

    expect(Responses?.[TableName]?.map(({ sk }) => sk).sort()).toEqual(['1', '2']);
  });

  it('shows the item that lost a condition only to those who ask', async () => {
    await put({ pk: 'lost', sk: '1', n: 7 });
    const ConditionExpression = 'attribute_not_exists(pk)';

    const silent = put({ pk: 'lost', sk: '1' }, { ConditionExpression });
    const shown = open.documents.send(
      new DeleteCommand({
        TableName,
        Key: { pk: 'lost', sk: '1' },
        ConditionExpression,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );

    const name = 'ConditionalCheckFailedException';
    await expect(silent).rejects.toMatchObject({ name, Item: undefined });
    await expect(shown).rejects.toMatchObject({ name, Item: { n: { N: '7' } } });
  });

  it('knows an attribute called constructor only where it was written', async () => {
    const condition = {
      ConditionExpression: 'attribute_not_exists(#name)',
      ExpressionAttributeNames: { '#name': 'constructor' },
    };

    await put({ pk: 'named', sk: '1' }, condition);
    await put({ pk: 'named', sk: '1', constructor: 'x' }, condition);

    await expect(put({ pk: 'named', sk: '1' }, condition)).rejects.toThrow('conditional');
  });
});

describe('the indexes of an embedded table', () => {
  it('follow an item that is put, moved, removed from one, and deleted', async () => {
    const key = { pk: 'moving', sk: 'HEAD' };

    await put({ ...key, gsi1pk: 'C#GHA', gsi1sk: '1', gsi2pk: 'M#MINUSCA', gsi2sk: '1' });
    expect(await inIndex('gsi1', 'C#GHA')).toEqual(['HEAD']);

    await put({ ...key, gsi1pk: 'C#NPL', gsi1sk: '1', gsi2pk: 'M#MINUSCA' });
    expect(await inIndex('gsi1', 'C#GHA')).toEqual([]);
    expect(await inIndex('gsi1', 'C#NPL')).toEqual(['HEAD']);
    expect(await inIndex('gsi2', 'M#MINUSCA')).toEqual([]);

    await open.documents.send(new DeleteCommand({ TableName, Key: key }));
    expect(await inIndex('gsi1', 'C#NPL')).toEqual([]);
    await expectIndexesToFollow(open.documents);
  });

  // dynalite tells the rows under one index key apart by 24 bits of a hash; these two share them.
  it('keep both of two items whose keys have the same short hash', async () => {
    const hash = (sk: number) => createHash('md5').update(`Outlierstwin${sk}`).digest('hex');
    const seen = new Map<string, number>();
    let sk = 0;
    for (; !seen.has(hash(sk).slice(0, 6)); sk += 1) seen.set(hash(sk).slice(0, 6), sk);
    const twins = [String(seen.get(hash(sk).slice(0, 6))), String(sk)];

    for (const twin of twins) await put({ pk: 'twin', sk: twin, gsi3pk: 'T', gsi3sk: 'same' });

    expect((await inIndex('gsi3', 'T')).sort()).toEqual(twins.sort());
  });

  it.each([true, false])('are read page by page without loss, forward: %s', async (forward) => {
    const sks = Array.from({ length: 57 }, (_, at) => String(at).padStart(3, '0'));
    for (const sk of sks) {
      await put({ pk: 'paged', sk, gsi1pk: 'PAGED', gsi1sk: Number(sk) < 9 ? 'same' : `x${sk}` });
    }

    const pages = paginateQuery(
      { client: open.documents, pageSize: 5 },
      {
        TableName,
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :value',
        ExpressionAttributeValues: { ':value': 'PAGED' },
        ScanIndexForward: forward,
      },
    );
    const read: unknown[] = [];
    for await (const { Items = [] } of pages) read.push(...Items.map(({ sk }) => sk));

    expect(read).toHaveLength(57);
    expect(read.toSorted()).toEqual(sks);
  });
});

describe('an embedded table refuses', () => {
  it('operations that would write past its one batch', async () => {
    const update = open.documents.send(
      new UpdateCommand({ TableName, Key: { pk: 'A', sk: '1' }, UpdateExpression: 'REMOVE words' }),
    );
    const batch = open.documents.send(
      new BatchWriteCommand({
        RequestItems: { [TableName]: [{ DeleteRequest: { Key: { pk: 'A', sk: '1' } } }] },
      }),
    );

    const name = 'UnknownOperationException';
    await expect(update).rejects.toMatchObject({ name });
    await expect(batch).rejects.toMatchObject({ name });
    for (const operation of ['DeleteTable', 'UpdateTable', 'TagResource', 'constructor']) {
      const reply = await open.table.answer(`DynamoDB_20120810.${operation}`, { TableName });
      expect(reply).toMatchObject({ status: 400, body: { __type: expect.stringContaining(name) } });
    }
    expect(await get('A', '1')).toHaveProperty('words');
  });

  it.each([
    ['an item without its key', { sk: '1' }, 'Missing the key pk'],
    ['a key of another type', { pk: 1, sk: '1' }, 'Type mismatch for key pk'],
    ['an index key of another type', { pk: 'A', sk: '2', gsi1pk: 1 }, 'Type mismatch for Index'],
    ['an empty index key', { pk: 'A', sk: '2', gsi1pk: '' }, 'empty string value'],
    ['more than 400 KB of bytes', { pk: 'A', sk: '2', words: 'é'.repeat(205_000) }, 'Item size'],
  ])('%s', async (_, item, sentence) => {
    const refused = put(item);

    await expect(refused).rejects.toThrow(sentence);
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
