import { DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { timestamp } from '../../adapters/clock.ts';
import { shards } from '../../adapters/keys.ts';
import { shortClients } from './sdk-clients.ts';
import type { ModelTable } from './small-table.ts';

export type Item = { readonly pk: string; readonly sk: string } & Record<string, unknown>;

const TableName = 'ora';

let looked: ModelTable;
const client = DynamoDBDocumentClient.from(
  shortClients((_, operation, input) => looked.answer(operation, input)).table,
);

/** Looks into this table from now on, past the gate: whoever looks changes nothing. */
export const lookInto = (table: ModelTable): void => {
  looked = table;
};

/** Every item of a partition. */
export const partition = async (pk: string): Promise<Item[]> => {
  const pages = paginateQuery(
    { client },
    {
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ConsistentRead: true,
    },
  );
  const items: Item[] = [];
  for await (const { Items = [] } of pages) items.push(...(Items as Item[]));
  return items;
};

const numberIn = async (pk: string, sk: string, name: string): Promise<number> => {
  const Key = { pk: { S: pk }, sk: { S: sk } };
  const answer = await looked.answer('GetItem', { TableName, Key, ConsistentRead: true });
  const { Item } = answer as { Item?: Record<string, { N?: string }> };
  return Number(Item?.[name]?.N ?? 0);
};

/** How many events a review has; 0 while it does not exist. */
export const versionOf = (review: string): Promise<number> =>
  numberIn(`REVIEW#${review}`, 'HEAD', 'version');

/** How many events a review has, and which run it is in. */
export const standing = async (review: string) => ({
  version: await versionOf(review),
  run: await numberIn(`RUN#${review}`, 'RUN', 'run'),
});

/** What is left in the partitions that all reviews share; of the due items, what is due by now. */
export const leftIn = async (name: 'OUT' | 'DUE'): Promise<Item[]> => {
  const pages = await Promise.all(shards.map((shard) => partition(`${name}#${shard}`)));
  return pages.flat().filter(({ sk }) => name === 'OUT' || sk <= `${timestamp()}~`);
};
