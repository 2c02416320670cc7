import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import {
  headKey,
  indexAttributes,
  outKey,
  restedPartition,
  sentPrefix,
  shards,
} from '../../adapters/keys.ts';
import { rowItem } from '../../adapters/ledger.ts';
import { getEvent } from '../../adapters/reviews.ts';
import { type Item, queryAll } from '../../adapters/table.ts';
import { Telling } from '../../domain/reminders/telling.ts';
import { type Head, ReviewState } from '../../domain/review.ts';
import { contributors, missions } from './people.ts';

/** Every partition of each index in which a review can stand; the fourth index has ledger rows only. */
const partitions: Record<string, readonly string[]> = {
  gsi1: contributors.map((contributor) => `CONTRIBUTOR#${contributor}`),
  gsi2: missions.map((mission) => `MISSION#${mission}`),
  gsi3: [
    ...ReviewState.options.flatMap((state) => shards.map((shard) => `OPEN#${state}#${shard}`)),
    ...shards.map(restedPartition),
  ],
  gsi4: [],
};

const rowOf = (index: string, pk: unknown, attributes: Record<string, unknown>): string =>
  [pk, attributes[`${index}pk`], attributes[`${index}sk`]].join(' | ');

/** A head, and when the last event happened that led to it. */
type Dated = readonly [head: Head, at: string];

const calledFor = (index: string, heads: readonly Dated[]): string[] =>
  heads.flatMap(([head, at]) => {
    const attributes = indexAttributes(head, at);
    return attributes[`${index}pk`] ? [rowOf(index, headKey(head.id).pk, attributes)] : [];
  });

/** The index rows that the ledger of these reviews calls for: what people are owed, and what they were told. */
const ledgerCallsFor = (index: string, ledger: readonly Item[]): string[] =>
  ledger.flatMap((item) => (item[`${index}pk`] ? [rowOf(index, item.pk, item)] : []));

// A row that was claimed from the start is in no index: its due item leads to it until it is settled.
const isClaimedFromTheStart = (item: Item): boolean =>
  item.status === 'claimed' && item.attempts === 1 && item.gsi4pk === undefined;

const ledgerOf = async (heads: readonly Head[]): Promise<Item[]> => {
  const rows: Item[] = [];
  for (const { id } of heads) {
    const items = queryAll({
      KeyConditionExpression: 'pk = :review AND begins_with(sk, :sent)',
      ExpressionAttributeValues: { ':review': headKey(id).pk, ':sent': sentPrefix },
    });
    for await (const item of items)
      if (!isClaimedFromTheStart(item)) rows.push(rowItem(Telling.parse(item)));
  }
  return rows;
};

const found = async (index: string): Promise<string[]> => {
  const rows: string[] = [];
  for (const partition of partitions[index] ?? []) {
    const query = queryAll({
      IndexName: index,
      KeyConditionExpression: '#pk = :partition',
      ExpressionAttributeNames: { '#pk': `${index}pk` },
      ExpressionAttributeValues: { ':partition': partition },
    });
    for await (const item of query) rows.push(rowOf(index, item.pk, item));
  }
  return rows;
};

/** Rows of reviews in the whole index, wherever they stand. */
const scanned = async (client: DynamoDBClient, TableName: string, IndexName: string) => {
  const rows: string[] = [];
  const documents = DynamoDBDocumentClient.from(client);
  for await (const { Items = [] } of paginateScan({ client: documents }, { TableName, IndexName }))
    for (const item of Items)
      if (String(item.pk).startsWith('REVIEW#')) rows.push(rowOf(IndexName, item.pk, item));
  return rows;
};

/** What is in one list and not in the other, told apart. */
const difference = (
  wanted: readonly string[],
  seen: readonly string[],
  where: string,
): string[] => {
  const surplus = [...seen];
  const missing = wanted.filter((row) => {
    const at = surplus.indexOf(row);
    if (at >= 0) surplus.splice(at, 1);
    return at < 0;
  });
  return [
    ...missing.map((row) => `${where} lacks ${row}`),
    ...surplus.map((row) => `${where} has ${row}`),
  ];
};

/** Index rows that are missing, stale or double, by Query of each partition and by Scan of each index. */
export const wrongIndexRows = async (
  client: DynamoDBClient,
  table: string,
  heads: readonly Head[],
): Promise<string[]> => {
  const wrong: string[] = [];
  const ledger = await ledgerOf(heads);
  const dated: Dated[] = [];
  for (const head of heads)
    dated.push([head, (await getEvent(head.id, head.version))?.at ?? 'no event']);
  for (const index of Object.keys(partitions)) {
    const wanted = calledFor(index, dated).sort();
    wrong.push(...difference(wanted, (await found(index)).sort(), `${index} (query)`));
    const all = [...wanted, ...ledgerCallsFor(index, ledger)].sort();
    wrong.push(...difference(all, (await scanned(client, table, index)).sort(), `${index} (scan)`));
  }
  return wrong;
};

/** OUT items that no head lists, and listed ones that are not there. */
export const wrongOutItems = async (heads: readonly Head[]): Promise<string[]> => {
  const listed = heads.flatMap(({ id, out }) => out.map((each) => outKey(id, each)));
  const items: Item[] = [];
  for (const shard of shards)
    for await (const item of queryAll({
      KeyConditionExpression: 'pk = :shard',
      ExpressionAttributeValues: { ':shard': `OUT#${shard}` },
      ConsistentRead: true,
    }))
      items.push(item);
  const text = ({ pk, sk }: { pk: string; sk: string }) => `${pk} ${sk}`;
  return difference(listed.map(text), items.map(text), 'OUT');
};
