import { timestamp } from './clock.ts';
import { eventSort } from './keys.ts';
import { absent, type Item, queryAll, versionIs, type Write } from './table.ts';

/** How far a record has come: how many events it has, and the hash of the last one. */
interface Chained {
  readonly version: number;
  readonly chain: string;
}

const isKeyAttribute = (name: string) => /^(pk|sk|gsi\dpk|gsi\dsk)$/.test(name);

/** What an item says, apart from its keys. */
export const attributesOf = (item: Item): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !isKeyAttribute(name)));

/** An event at its place in the record, before it is hashed: the next number, now, after the last hash. */
export const placedAfter = <E extends object>(before: Chained | undefined, event: E) => ({
  ...event,
  seq: (before?.version ?? 0) + 1,
  at: timestamp(),
  prev: before?.chain ?? '',
});

/** Appends one event: the head as it was seen moves on, and no event stands in this place yet. */
export const appendWrites = (before: Chained | undefined, head: Item, event: Item): Write[] => [
  { name: 'head', put: head, condition: before ? versionIs(before.version) : absent },
  { name: 'event', put: event, condition: absent },
];

const eventsAfter = (partition: string, from: number) => ({
  KeyConditionExpression: 'pk = :partition AND sk BETWEEN :first AND :last',
  ExpressionAttributeValues: {
    ':partition': partition,
    ':first': eventSort(from + 1),
    ':last': 'EVENT#~',
  },
  ConsistentRead: true,
});

/** The event items of a partition in their order, after `from`. Always a consistent read. */
export const eventItems = (partition: string, from: number): AsyncGenerator<Item> =>
  queryAll(eventsAfter(partition, from));

/** The same, the latest first and few at a time. */
export const latestEventItems = (partition: string): AsyncGenerator<Item> =>
  queryAll({ ...eventsAfter(partition, 0), ScanIndexForward: false, Limit: 4 });
