import { DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
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

/** How many events a review has; 0 while it does not exist. */
export const versionOf = async (review: string): Promise<number> => {
  const Key = { pk: `REVIEW#${review}`, sk: 'HEAD' };
  const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  return Number(Item?.version ?? 0);
};

/** What is left in the partitions that all reviews share. */
export const leftIn = async (name: 'OUT' | 'DUE'): Promise<Item[]> => {
  const pages = await Promise.all(shards.map((shard) => partition(`${name}#${shard}`)));
  return pages.flat();
};
