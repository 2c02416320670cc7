import { DeleteCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableRequestHandler } from '../local/table/dialect.ts';
import { clientsOf, openTable, TableName } from './embedded-table.ts';

let open: Awaited<ReturnType<typeof openTable>>;
let documents: (typeof open)['documents'];
beforeAll(async () => {
  open = await openTable();
  documents = clientsOf({ requestHandler: tableRequestHandler(open.table.answer) }).documents;
});
afterAll(() => open.table.close());

const ReturnConsumedCapacity = 'INDEXES' as const;
type Item = Record<string, unknown>;

const put = async (Item: Item) =>
  (await documents.send(new PutCommand({ TableName, Item, ReturnConsumedCapacity })))
    .ConsumedCapacity;
const transact = async (actions: object[], more: object = {}) => {
  const input = { TransactItems: actions, ReturnConsumedCapacity, ...more };
  return (await documents.send(new TransactWriteCommand(input))).ConsumedCapacity;
};
const indexed = (index: string, value: string) => ({ [`${index}pk`]: value, [`${index}sk`]: '1' });
const units = (CapacityUnits: number) => ({ CapacityUnits });
/** An item of so many bytes: `pk`, `sk` and `w` are 5 of them, the key values one each. */
const sized = (pk: string, bytes: number, more: Item = {}) => ({
  pk,
  sk: '1',
  w: 'x'.repeat(bytes - 7),
  ...more,
});

describe('the write units of an embedded table', () => {
  it('count one per started KB of the larger of the old and the new item', async () => {
    expect(await put(sized('a', 1024))).toEqual({ TableName, ...units(1), Table: units(1) });
    expect(await put(sized('a', 1025))).toMatchObject(units(2));
    expect(await put(sized('a', 10))).toMatchObject(units(2));
    expect(await put(sized('a', 10))).toMatchObject(units(1));
  });

  it('count bytes, not characters, and the overhead of lists and maps', async () => {
    const arabic = { ...sized('b', 7), w: 'ت'.repeat(509) };
    const list = { pk: 'c', sk: '1', w: Array.from({ length: 506 }, () => 'x') };

    expect(await put(arabic)).toMatchObject(units(2));
    expect(await put(list)).toMatchObject(units(1));
    expect(await put({ ...list, w: [...list.w, 'xx'] })).toMatchObject(units(2));
  });

  it('count each index row put, moved or removed, and none that stays as it is', async () => {
    const gsi1 = (count: number) => ({ GlobalSecondaryIndexes: { gsi1: units(count) } });

    expect(await put(sized('d', 10, indexed('gsi1', 'A')))).toEqual({
      TableName,
      ...units(2),
      Table: units(1),
      ...gsi1(1),
    });
    const untouched = await put(sized('d', 20, indexed('gsi1', 'A')));
    expect(untouched).toEqual({ TableName, ...units(1), Table: units(1) });
    expect(await put(sized('d', 20, indexed('gsi1', 'B')))).toMatchObject({
      ...units(3),
      ...gsi1(2),
    });
    expect(await put(sized('d', 20))).toMatchObject({ ...units(2), ...gsi1(1) });
  });

  it('count one for the deletion of nothing, and the old item with its rows otherwise', async () => {
    await put(sized('e', 3000, { ...indexed('gsi1', 'A'), ...indexed('gsi2', 'A') }));
    const remove = new DeleteCommand({
      TableName,
      Key: { pk: 'e', sk: '1' },
      ReturnConsumedCapacity,
    });

    expect((await documents.send(remove)).ConsumedCapacity).toEqual({
      TableName,
      ...units(5),
      Table: units(3),
      GlobalSecondaryIndexes: { gsi1: units(1), gsi2: units(1) },
    });
    expect((await documents.send(remove)).ConsumedCapacity).toMatchObject(units(1));
  });

  it('double for the table in a transaction, not for its indexes, checks included', async () => {
    await put(sized('checked', 1500));
    await put(sized('deleted', 100, indexed('gsi2', 'A')));

    const capacity = await transact([
      { Put: { TableName, Item: sized('put', 2049, indexed('gsi1', 'A')) } },
      { Delete: { TableName, Key: { pk: 'deleted', sk: '1' } } },
      ...['checked', 'nobody'].map((pk) => ({
        ConditionCheck: {
          TableName,
          Key: { pk, sk: '1' },
          ConditionExpression: 'attribute_not_exists(nothing)',
        },
      })),
    ]);

    // Put 3 KB: 6, Delete: 2, check of 2 KB: 4, check of nothing: 2; one row in each index.
    expect(capacity).toEqual([
      {
        TableName,
        ...units(16),
        WriteCapacityUnits: 16,
        Table: units(14),
        GlobalSecondaryIndexes: { gsi1: units(1), gsi2: units(1) },
      },
    ]);
  });

  it('turn into read units when a transaction is repeated', async () => {
    const actions = [{ Put: { TableName, Item: sized('repeated', 4097, indexed('gsi1', 'A')) } }];
    const token = { ClientRequestToken: 'repeated' };

    const first = await transact(actions, token);
    const second = await transact(actions, token);

    expect(first).toMatchObject([units(11)]);
    expect(second).toEqual([{ TableName, ...units(4), ReadCapacityUnits: 4 }]);
  });

  it('are told only to those who ask', async () => {
    const silent = await documents.send(new PutCommand({ TableName, Item: sized('f', 10) }));
    const ReturnConsumedCapacity = 'TOTAL' as const;
    const total = await documents.send(
      new PutCommand({ TableName, Item: sized('f', 10), ReturnConsumedCapacity }),
    );

    expect(silent.ConsumedCapacity).toBeUndefined();
    expect(total.ConsumedCapacity).toEqual({ TableName, ...units(1) });
  });
});
