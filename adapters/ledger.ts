import { randomUUID } from 'node:crypto';
import { Telling } from '../domain/reminders/telling.ts';
import { now, timestamp } from './clock.ts';
import { sha256 } from './hashing.ts';
import {
  headKey,
  type Key,
  mailPartition,
  owedAttributes,
  owedPartition,
  sentKey,
  sentPrefix,
  shards,
} from './keys.ts';
import {
  absent,
  type Condition,
  getItem,
  getItems,
  type Item,
  LostCondition,
  putItem,
  queryAll,
  transact,
} from './table.ts';

/** How long whoever claimed a row may be at it. */
const lease = 5 * 60_000;

/** At most so many rows go out in one mail: they are claimed in one transaction. */
export const rowsPerMail = 100;

const tellingOf = (item: Item): Telling => Telling.parse(item);

/** The name of a row where it is spoken of: partition and sort key. */
export const nameOfRow = (row: Telling): string => {
  const { pk, sk } = sentKey(row);
  return `${pk} ${sk}`;
};

const keyOfName = (name: string): Key => {
  const space = name.indexOf(' ');
  return { pk: name.slice(0, space), sk: name.slice(space + 1) };
};

/** The id of the mail that a row leads: the same however often it is tried. */
const messageOf = (lead: Telling): string => sha256(nameOfRow(lead));

const isPending = ({ status }: Telling): boolean => status === 'owed' || status === 'claimed';

/** A row with what the indexes find it by while it is owed: person and instant. */
export const rowItem = (row: Telling): Item => ({
  ...sentKey(row),
  ...(isPending(row) && owedAttributes(row.recipient, row.notBefore)),
  ...row,
});

/** As the row was when it was decided on. */
const asSeen = ({ status, attempts, notBefore }: Telling): Condition => ({
  expression: '#status = :status AND attempts = :attempts AND notBefore = :notBefore',
  names: { '#status': 'status' },
  values: { ':status': status, ':attempts': attempts, ':notBefore': notBefore },
});

/** True when it was written; false when the condition was lost. */
const unlessLost = async (write: Promise<void>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof LostCondition) return false;
    throw error;
  }
};

/** All rows or none; a single one costs half as much outside a transaction. */
const putAll = (rows: readonly { item: Item; condition: Condition }[]): Promise<boolean> => {
  const [first, ...others] = rows;
  if (!first) return Promise.resolve(true);
  if (others.length === 0) return unlessLost(putItem(first.item, first.condition));
  const writes = rows.map(({ item, condition }) => ({ name: 'row', put: item, condition }));
  return unlessLost(transact(writes, randomUUID()));
};

/** Adds a row to the ledger; false when it is there already, in whatever state. */
export const owe = (row: Telling): Promise<boolean> =>
  putAll([{ item: rowItem(row), condition: absent }]);

/** Writes rows over those that were seen, all or none; false when one is not as it was any more. */
export const replaceRows = (seen: readonly Telling[], next: readonly Telling[]): Promise<boolean> =>
  putAll(
    next.map((row, index) => ({ item: rowItem(row), condition: asSeen(seen[index] as Telling) })),
  );

const claimedFor = (rows: readonly Telling[]): Telling[] => {
  const [lead] = rows;
  if (!lead) return [];
  const message = lead.message ?? messageOf(lead);
  const claimedUntil = new Date(now() + lease).toISOString();
  return rows.map((row) => ({
    ...row,
    status: 'claimed',
    claimedUntil,
    attempts: row.attempts + 1,
    message,
    ...(row === lead && rows.length > 1 && { rows: rows.map(nameOfRow) }),
  }));
};

/** Claims rows that were seen for one mail, led by the first; undefined when somebody else has one of them. */
export const claimRows = async (seen: readonly Telling[]): Promise<Telling[] | undefined> => {
  const claimed = claimedFor(seen);
  const rows = claimed.map((row, index) => ({
    item: rowItem(row),
    condition: asSeen(seen[index] as Telling),
  }));
  return (await putAll(rows)) ? claimed : undefined;
};

/**
 * Adds rows that are claimed from the start, for one mail that goes at once: no index finds them, so
 * whoever adds them keeps the due item until they are settled. Undefined when one is there already.
 */
export const addClaimed = async (rows: readonly Telling[]): Promise<Telling[] | undefined> => {
  const claimed = claimedFor(rows);
  const added = await putAll(
    claimed.map((row) => ({ item: { ...sentKey(row), ...row }, condition: absent })),
  );
  return added ? claimed : undefined;
};

/** Says that the mail of these claimed rows went out, in which slot; false when the claim is not theirs any more. */
export const settleSent = (
  claimed: readonly Telling[],
  providerId: string,
  slot: string,
): Promise<boolean> => {
  const sentAt = timestamp();
  return putAll(
    claimed.map(({ claimedUntil: _, reason: _reason, ...row }) => ({
      item: rowItem({ ...row, status: 'sent', sentAt, providerId, slot }),
      condition: asSeen({ ...row, status: 'claimed' }),
    })),
  );
};

/** One row as last written. */
export const getRow = async (row: Telling): Promise<Telling | undefined> => {
  const item = await getItem(sentKey(row));
  return item && tellingOf(item);
};

/** The rows of these names, as last written. */
export const rowsNamed = async (names: readonly string[]): Promise<Telling[]> =>
  (await getItems(names.map(keyOfName))).map(tellingOf);

/** The rows at these keys, as last written. */
export const rowsAt = async (keys: readonly Item[]): Promise<Telling[]> => {
  const items: Item[] = [];
  for (let from = 0; from < keys.length; from += 100)
    items.push(...(await getItems(keys.slice(from, from + 100).map(({ pk, sk }) => ({ pk, sk })))));
  return items.map(tellingOf);
};

/**
 * What a person is owed and may be told by an instant, now unless told, oldest first; claims that
 * others still hold are among them.
 */
export const owedTo = async (person: string, until = timestamp()): Promise<Telling[]> => {
  const keys = await Array.fromAsync(
    queryAll({
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :mail AND gsi1sk BETWEEN :owed AND :now',
      ExpressionAttributeValues: {
        ':mail': mailPartition(person),
        ':owed': 'owed#',
        ':now': `owed#${until}~`,
      },
    }),
  );
  return (await rowsAt(keys)).filter(isPending).toSorted((a, b) => (a.owedAt < b.owedAt ? -1 : 1));
};

/** Up to `limit` people who may be told something by now. */
export const peopleOwed = async (limit: number): Promise<string[]> => {
  const people = new Set<string>();
  for (const shard of shards)
    for await (const { gsi4sk } of queryAll({
      IndexName: 'gsi4',
      KeyConditionExpression: 'gsi4pk = :owed AND gsi4sk <= :now',
      ExpressionAttributeValues: { ':owed': owedPartition(shard), ':now': `${timestamp()}~` },
    })) {
      people.add(String(gsi4sk).split('#')[1] ?? '');
      if (people.size >= limit) return [...people];
    }
  return [...people];
};

/** All rows of a review, in the order of their keys. */
export const rowsOf = async (review: string): Promise<Telling[]> => {
  const items = queryAll({
    KeyConditionExpression: 'pk = :review AND sk BETWEEN :sent AND :end',
    ExpressionAttributeValues: {
      ':review': headKey(review).pk,
      ':sent': sentPrefix,
      ':end': `${sentPrefix}~`,
    },
    ConsistentRead: true,
  });
  return (await Array.fromAsync(items)).map(tellingOf);
};
