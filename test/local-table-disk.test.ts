import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { tableRequestHandler } from '../local/table/dialect.ts';
import { openStore } from '../local/table/store.ts';
import {
  clientsOf,
  expectIndexesToFollow,
  openTable,
  rowsOf,
  TableName,
} from './embedded-table.ts';

describe('an embedded table on disk', () => {
  it('holds the same items and indexes after it is opened again, and is held by one', async () => {
    const path = await mkdtemp(join(tmpdir(), 'ora-table-'));
    const first = await openTable({ path });
    const items = Array.from({ length: 20 }, (_, at) => ({
      pk: 'P',
      sk: `${at}`,
      ...(at % 2 && { gsi4pk: `G${at % 3}`, gsi4sk: `${at}` }),
    }));
    for (const Item of items) await first.documents.send(new PutCommand({ TableName, Item }));
    const before = await rowsOf(first.documents);

    await expect(openTable({ path })).rejects.toThrow();
    await first.table.close();
    const second = await openTable({ path });

    expect(before).toHaveLength(20);
    expect(await rowsOf(second.documents)).toEqual(before);
    await expectIndexesToFollow(second.documents);
    await second.table.close();
    await rm(path, { recursive: true });
  });

  it('finishes what runs before it closes, and answers nothing after', async () => {
    const path = await mkdtemp(join(tmpdir(), 'ora-table-'));
    const first = await openTable({ path });
    const { documents } = clientsOf({ requestHandler: tableRequestHandler(first.table.answer) });
    const writes = Array.from({ length: 50 }, (_, at) =>
      documents.send(new PutCommand({ TableName, Item: { pk: 'P', sk: `${at}` } })),
    );
    await writes[0];

    await first.table.close();
    const acknowledged = (await Promise.allSettled(writes)).filter(
      ({ status }) => status === 'fulfilled',
    );
    const late = await first.table.answer('DynamoDB_20120810.ListTables', {});

    const second = await openTable({ path });
    const kept = await rowsOf(second.documents);
    expect(kept).toHaveLength(acknowledged.length);
    expect(kept.length).toBeGreaterThan(0);
    expect(late.status).toBe(503);
    await second.table.close();
    await rm(path, { recursive: true });
  });

  it('has its table in use although a kill came between the two halves of its creation', async () => {
    const path = await mkdtemp(join(tmpdir(), 'ora-table-'));
    await (await openTable({ path })).table.close();
    const { tableNamed, commit, dynalite } = await openStore(path);
    const half = { ...(await tableNamed(TableName)), TableStatus: 'CREATING' };
    await commit([{ type: 'put', key: `table~${TableName}`, value: half }]);
    await dynalite.db.close();

    const { client, documents, table } = await openTable({ path });

    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.TableStatus).toBe('ACTIVE');
    await documents.send(new PutCommand({ TableName, Item: { pk: 'P', sk: '1' } }));
    await table.close();
    await rm(path, { recursive: true });
  });

  it('closes within a second although a client never ends its request', async () => {
    const { table } = await openTable();
    const { port } = new URL(table.endpoint);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write('POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 99\r\n\r\n{');

    const closed = table.close().then(() => 'closed');

    expect(await Promise.race([closed, wait(1000, 'late')])).toBe('closed');
  });
});
