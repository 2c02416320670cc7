import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  absent,
  deleteItem,
  getItem,
  getItems,
  type Item,
  present,
  putItem,
  queryAll,
  queryPage,
  transact,
  transactUnlessMoved,
  useDynamoDB,
  versionIs,
  type Write,
} from '../adapters/table.ts';
import {
  differsIn,
  expectIndexesToFollow,
  openAnyTable,
  TableName,
  tableOfWhom,
} from './embedded-table.ts';

let open: Awaited<ReturnType<typeof openAnyTable>>;
beforeAll(async () => {
  open = await openAnyTable();
  process.env.TABLE_NAME = TableName;
  useDynamoDB(open.client);
});
afterAll(() => open.close());

const item = (sk: string, more: object = {}): Item => ({ pk: 'P', sk, ...more });
const put = (
  name: string,
  sk: string,
  more: object = {},
  condition?: Write['condition'],
): Write => ({
  name,
  put: item(sk, more),
  ...(condition && { condition }),
});
const ten = Array.from({ length: 10 }, (_, at) => `many#${at}`);

describe(`the table of ${tableOfWhom}`, () => {
  it('gives back what was put: numbers, lists, nested maps, empty text and other scripts, byte for byte', async () => {
    const kept = item('kept', {
      whole: 12345678901,
      part: 0.1,
      list: [1, 'two', null, { three: [true, false] }],
      nothing: '',
      words: 'استعداد 準備 é e\u0301 🙂',
      bytes: new Uint8Array([0, 127, 255]),
    });
    await putItem(kept);

    expect(await getItem({ pk: 'P', sk: 'kept' })).toEqual(kept);
    expect(await getItem({ pk: 'P', sk: 'nowhere' })).toBeUndefined();
  });

  it('puts under a condition, or not at all', async () => {
    await putItem(item('conditioned', { version: 1 }), absent);

    const attempts = [
      () => putItem(item('conditioned', { version: 9 }), absent),
      () => putItem(item('conditioned', { version: 9 }), versionIs(7)),
      () => putItem(item('not there'), present),
    ];

    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({ name: 'LostCondition', lost: ['item'] });
    await putItem(item('conditioned', { version: 2 }), versionIs(1));
    expect(await getItem({ pk: 'P', sk: 'conditioned' })).toMatchObject({ version: 2 });
  });

  it('does a transaction whole: puts, removes and checks', async () => {
    await putItem(item('old'));
    await putItem(item('checked', { version: 3 }));

    await transact(
      [
        put('new', 'new', { gsi1pk: 'I', gsi1sk: '1', gsi2pk: 'J', gsi2sk: '1' }, absent),
        { name: 'old', remove: { pk: 'P', sk: 'old' } },
        { name: 'checked', check: { pk: 'P', sk: 'checked' }, condition: versionIs(3) },
      ],
      randomUUID(),
    );

    expect(await getItem({ pk: 'P', sk: 'new' })).toBeDefined();
    expect(await getItem({ pk: 'P', sk: 'old' })).toBeUndefined();
    await expectIndexesToFollow(open.documents);
  });

  it('leaves nothing of a transaction that lost a condition, and names each that was lost', async () => {
    await putItem(item('taken', { version: 5 }));

    const attempt = transact(
      [
        put('fresh', 'fresh', { gsi1pk: 'I', gsi1sk: '2' }, absent),
        put('taken', 'taken', {}, absent),
        { name: 'other', check: { pk: 'P', sk: 'nobody' }, condition: present },
      ],
      randomUUID(),
    );

    await expect(attempt).rejects.toMatchObject({ lost: ['taken', 'other'] });
    expect(await getItem({ pk: 'P', sk: 'fresh' })).toBeUndefined();
    expect(await getItem({ pk: 'P', sk: 'taken' })).toMatchObject({ version: 5 });
    await expectIndexesToFollow(open.documents);
  });

  const forTokens = differsIn('tokens') ? it.fails : it;
  forTokens('does a transaction once for a token, however often it is sent', async () => {
    const [token, writes] = [randomUUID(), [put('once', 'once', { n: 1 }, absent)]];

    await transact(writes, token);
    await transact(writes, token);
    const other = transact([put('once', 'once', { n: 2 })], token);

    await expect(other).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
    expect(await getItem({ pk: 'P', sk: 'once' })).toMatchObject({ n: 1 });
  });

  it('gives one winner to twenty who want the same version', async () => {
    await putItem(item('raced', { version: 0 }));
    const racers = Array.from({ length: 20 }, (_, who) =>
      transactUnlessMoved([
        put('raced', 'raced', { version: 1, who }, versionIs(0)),
        put('trace', `trace#${who}`),
      ]),
    );

    const winners = (await Promise.all(racers)).flatMap((won, who) => (won ? [who] : []));

    expect(winners).toHaveLength(1);
    expect(await getItem({ pk: 'P', sk: 'raced' })).toMatchObject({ version: 1, who: winners[0] });
    const traces = queryAll({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': 'P', ':sk': 'trace#' },
    });
    expect((await Array.fromAsync(traces)).map(({ sk }) => sk)).toEqual([`trace#${winners[0]}`]);
  });

  it('reads many at once, and pages through an index in the order of its keys', async () => {
    const shown = (sk: string) => item(sk, { gsi3pk: 'PAGED', gsi3sk: sk });
    await transact(
      ten.map((sk) => ({ name: sk, put: shown(sk) })),
      randomUUID(),
    );
    const query = {
      IndexName: 'gsi3',
      KeyConditionExpression: 'gsi3pk = :paged AND gsi3sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':paged': 'PAGED', ':from': 'many#2', ':to': 'many#8' },
    };

    const found = await getItems([...ten, 'missing'].map((sk) => ({ pk: 'P', sk })));
    const first = await queryPage({ ...query, Limit: 3 });
    const rest = await Array.fromAsync(queryAll({ ...query, ExclusiveStartKey: first.next }));
    const backwards = await queryPage({ ...query, ScanIndexForward: false, Limit: 2 });

    expect(found.map(({ sk }) => sk).toSorted()).toEqual(ten);
    expect(first.items.map(({ sk }) => sk)).toEqual(ten.slice(2, 5));
    expect(rest.map(({ sk }) => sk)).toEqual(ten.slice(5, 9));
    expect(backwards.items.map(({ sk }) => sk)).toEqual(['many#8', 'many#7']);
  });

  it('takes an item out of an index when its keys go, and forgets what is deleted', async () => {
    await putItem(item('sparse', { gsi4pk: 'S', gsi4sk: '1' }));
    await putItem(item('sparse'));
    await putItem(item('deleted', { gsi4pk: 'S', gsi4sk: '2' }));
    await deleteItem({ pk: 'P', sk: 'deleted' });
    await deleteItem({ pk: 'P', sk: 'deleted' });

    const { items } = await queryPage({
      IndexName: 'gsi4',
      KeyConditionExpression: 'gsi4pk = :s',
      ExpressionAttributeValues: { ':s': 'S' },
    });

    expect(items).toEqual([]);
  });
});

describe(`what the table of ${tableOfWhom} refuses`, () => {
  const key = { pk: 'P', sk: 'refused' };
  const many = (count: number): Write[] =>
    Array.from({ length: count }, (_, at) => put('n', `n#${at}`));

  const refused: readonly (readonly [what: string, writes: readonly Write[], unless?: string])[] = [
    ['nothing to do', [], 'empty transactions'],
    ['more than a hundred writes', many(101)],
    ['two writes on one item', [put('one', 'refused'), { name: 'other', remove: key }]],
    ['an item beyond 400 KB', [put('big', 'refused', { words: 'x'.repeat(410_000) })]],
    ['a key that is not text', [{ name: 'number', put: { ...key, pk: 7 as never } }]],
    ['an empty key', [{ name: 'empty', put: { ...key, sk: '' } }]],
    [
      'an index key that is not text',
      [put('index', 'refused', { gsi1pk: 7, gsi1sk: '1' })],
      'types of index keys',
    ],
  ];

  for (const [what, writes, unless] of refused) {
    const asOnAws = unless && differsIn(unless) ? it.fails : it;
    asOnAws(`is a transaction with ${what}`, async () => {
      await expect(transact(writes, randomUUID())).rejects.toThrow();
      expect(await getItem(key)).toBeUndefined();
    });
  }
});
