import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableRequestHandler } from '../local/table/dialect.ts';
import {
  clientsOf,
  expectIndexesToFollow,
  openTable,
  rowsOf,
  TableName,
} from './embedded-table.ts';

// On disk, where a read takes long enough for others to come between; both ways in are open.
let path: string;
let open: Awaited<ReturnType<typeof openTable>>;
let inside: (typeof open)['documents'];
beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'ora-table-'));
  open = await openTable({ path });
  inside = clientsOf({ requestHandler: tableRequestHandler(open.table.answer) }).documents;
});
afterAll(async () => {
  await open.table.close();
  await rm(path, { recursive: true });
});

type Item = Record<string, unknown>;

const through = (who: number) => (who % 2 === 0 ? inside : open.documents);
const absent = { ConditionExpression: 'attribute_not_exists(pk)' };
const get = async (pk: string) =>
  (await inside.send(new GetCommand({ TableName, Key: { pk, sk: '1' } }))).Item;
const put = (who: number, Item: Item, more: object = {}) =>
  through(who).send(new PutCommand({ TableName, Item, ...more }));
const transact = (who: number, puts: readonly [Item, object][]) =>
  through(who).send(
    new TransactWriteCommand({
      TransactItems: puts.map(([Item, more]) => ({ Put: { TableName, Item, ...more } })),
    }),
  );
const hundred = Array.from({ length: 100 }, (_, who) => who);
const winnersOf = async (attempts: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(attempts)).flatMap(({ status }, who) =>
    status === 'fulfilled' ? [who] : [],
  );

describe('an embedded table under contention', () => {
  it('gives one winner to 100 who put the same item at once', async () => {
    const attempts = hundred.map((who) => put(who, { pk: 'put', sk: '1', who }, absent));

    const winners = await winnersOf(attempts);

    expect(winners).toHaveLength(1);
    expect(await get('put')).toMatchObject({ who: winners[0] });
  });

  it('gives one winner to 100 transactions, and no trace of the others', async () => {
    const attempts = hundred.map((who) =>
      transact(who, [
        [{ pk: 'won', sk: '1', who, gsi1pk: 'W', gsi1sk: `${who}` }, absent],
        [{ pk: 'trace', sk: `${who}`, gsi2pk: 'T', gsi2sk: `${who}` }, {}],
      ]),
    );

    const winners = await winnersOf(attempts);

    expect(winners).toHaveLength(1);
    expect(await get('won')).toMatchObject({ who: winners[0] });
    const traces = (await rowsOf(inside)).filter(({ pk }) => pk === 'trace');
    expect(traces.map(({ sk }) => sk)).toEqual([`${winners[0]}`]);
    await expectIndexesToFollow(inside);
  });

  it('does a transaction once for 100 who send the same token at once', async () => {
    await put(0, { pk: 'once', sk: '1' });
    const taking = {
      ClientRequestToken: 'one-of-all',
      TransactItems: [
        {
          Delete: {
            TableName,
            Key: { pk: 'once', sk: '1' },
            ConditionExpression: 'attribute_exists(pk)',
          },
        },
      ],
    };

    const attempts = hundred.map((who) => through(who).send(new TransactWriteCommand(taking)));

    expect(await winnersOf(attempts)).toHaveLength(100);
    expect(await get('once')).toBeUndefined();
  });

  it('gives 200 optimistic writers each a version of its own, without a gap', async () => {
    await put(0, { pk: 'counter', sk: '1', version: 0 });
    const raise = async (who: number, patience = 50): Promise<void> => {
      const { version } = (await get('counter')) as { version: number };
      const seen = {
        ConditionExpression: 'version = :seen',
        ExpressionAttributeValues: { ':seen': version },
      };
      await transact(who, [
        [{ pk: 'counter', sk: '1', version: version + 1 }, seen],
        [{ pk: 'counted', sk: `${version + 1}`, who }, absent],
      ]).catch(async (error) => {
        expect(error.CancellationReasons[0].Code).toBe('ConditionalCheckFailed');
        await wait(Math.random() * patience);
        return raise(who, Math.min(2 * patience, 3000));
      });
    };

    await Promise.all([...hundred, ...hundred.map((who) => 100 + who)].map((who) => raise(who)));

    const numbers = Array.from({ length: 200 }, (_, at) => at);
    expect(await get('counter')).toMatchObject({ version: 200 });
    const events = (await rowsOf(inside)).filter(({ pk }) => pk === 'counted');
    const sorted = (name: string) => events.map((row) => Number(row[name])).sort((a, b) => a - b);
    expect(sorted('sk')).toEqual(numbers.map((at) => at + 1));
    expect(sorted('who')).toEqual(numbers);
  });
});
