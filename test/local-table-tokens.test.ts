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
import { openTable, TableName } from './embedded-table.ts';

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
const get = async (pk: string, { documents } = open) =>
  (await documents.send(new GetCommand({ TableName, Key: { pk, sk: '1' } }))).Item;
const seed = (Item: Record<string, unknown>) =>
  open.documents.send(new PutCommand({ TableName, Item }));

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
