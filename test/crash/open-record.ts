import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { useDynamoDB } from '../../adapters/table.ts';
import { tableRequestHandler } from '../../local/table/dialect.ts';
import { startTable } from '../../local/table/dynamodb.ts';

const table = 'ora';

/**
 * Reads the record of a dead host with the system's own adapters, in a copy: the folder itself is
 * left as the kill left it, for the host to recover.
 */
export const readRecord = async <T>(
  folder: string,
  read: (client: DynamoDBClient, table: string) => Promise<T>,
): Promise<T> => {
  const copy = mkdtempSync(join(tmpdir(), 'ora-crash-copy-'));
  cpSync(join(folder, 'table'), copy, { recursive: true });
  const embedded = await startTable({ path: copy });
  const client = new DynamoDBClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
    requestHandler: tableRequestHandler(embedded.answer),
  });
  process.env.TABLE_NAME = table;
  useDynamoDB(client);
  try {
    return await read(client, table);
  } finally {
    await embedded.close();
    rmSync(copy, { recursive: true, force: true });
  }
};
