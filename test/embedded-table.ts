import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { tableDefinition } from '../adapters/table-definition.ts';
import { startTable } from '../local/table/dynamodb.ts';

export const TableName = 'ora';

const access = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

/** The SDK's clients for one table, over HTTP or over a request handler. */
export const clientsOf = (where: Pick<DynamoDBClientConfig, 'endpoint' | 'requestHandler'>) => {
  const client = new DynamoDBClient({ ...access, ...where });
  const documents = DynamoDBDocumentClient.from(client);
  return { client, documents };
};

/** Starts a table, in memory or at a path, and creates ours in it unless it is there. */
export const openTable = async (options: Parameters<typeof startTable>[0] = {}) => {
  const table = await startTable(options);
  const clients = clientsOf({ endpoint: table.endpoint });
  await clients.client
    .send(new CreateTableCommand(tableDefinition(TableName)))
    .catch((error) => expect(error.name).toBe('ResourceInUseException'));
  return { ...clients, table };
};

/** Where the tests of the table find one that others wrote; left out, they run on the embedded one. */
const elsewhere = process.env.ORA_TEST_DYNAMODB;

/** Which table `openAnyTable` opens. */
export const tableOfWhom = elsewhere ? (process.env.ORA_TEST_DYNAMODB_NAME ?? elsewhere) : 'ours';

/** Where a DynamoDB that others wrote is known to differ from AWS; docs/deployment.md says how. */
const known: Readonly<Record<string, readonly string[]>> = {
  moto: ['tokens', 'empty transactions', 'types of index keys'],
};

/** Whether the table that is open is known to do this otherwise than AWS. */
export const differsIn = (what: string): boolean => known[tableOfWhom]?.includes(what) ?? false;

/** An empty table as ours is defined: the embedded one, or that of the DynamoDB that the tests are pointed at. */
export const openAnyTable = async () => {
  if (!elsewhere) {
    const { table, ...clients } = await openTable();
    return { ...clients, close: table.close };
  }
  const clients = clientsOf({ endpoint: elsewhere });
  const remove = new DeleteTableCommand({ TableName });
  await clients.client
    .send(remove)
    .catch((error) => expect(error.name).toBe('ResourceNotFoundException'));
  await clients.client.send(new CreateTableCommand(tableDefinition(TableName)));
  return { ...clients, close: async () => clients.client.destroy() };
};

type Documents = ReturnType<typeof clientsOf>['documents'];

/** All items of the table, or all rows of one of its indexes. */
export const rowsOf = async (client: Documents, IndexName?: string) => {
  const pages = paginateScan({ client }, { TableName, ...(IndexName && { IndexName }) });
  const rows: Record<string, unknown>[] = [];
  for await (const { Items = [] } of pages) rows.push(...Items);
  return rows;
};

const asText = (rows: readonly Record<string, unknown>[]) =>
  rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();

/** Asserts that every index holds exactly the rows that the items of the table call for. */
export const expectIndexesToFollow = async (client: Documents) => {
  const items = await rowsOf(client);
  for (const index of ['gsi1', 'gsi2', 'gsi3', 'gsi4']) {
    const [hash, range] = [`${index}pk`, `${index}sk`];
    const called = items
      .filter((item) => item[hash] !== undefined && item[range] !== undefined)
      .map(({ pk, sk, ...rest }) => ({ pk, sk, [hash]: rest[hash], [range]: rest[range] }));
    expect(asText(await rowsOf(client, index)), index).toEqual(asText(called));
  }
};
