import { isDeepStrictEqual } from 'node:util';
import {
  DueItem,
  type NoticeDue,
  type ObligationDue,
  type RungsDue,
} from '../domain/reminders/due-item.ts';
import { timestamp } from './clock.ts';
import { dueKey, dueKeyOf, isOfStep, type Key, shards } from './keys.ts';
import {
  absent,
  deleteItem,
  getItem,
  type Item,
  present,
  putItem,
  queryAll,
  type Write,
} from './table.ts';

/** A due item with its key, and the instant at which it was due. */
export interface Due {
  readonly key: Key;
  readonly at: string;
  readonly item: DueItem;
}

const instantIn = (sk: string): string => sk.slice(0, sk.indexOf('#'));

/** A due item as the table has it. */
export const dueOf = ({ pk, sk, ...rest }: Item): Due => {
  const item = DueItem.parse(rest);
  return { key: { pk, sk }, at: item.dueAt ?? instantIn(sk), item };
};

/** One due item by its review and sort key, as last written; undefined once it was fired. */
export const getDue = async (review: string, sk: string): Promise<Due | undefined> => {
  const item = await getItem(dueKeyOf(review, sk));
  return item && dueOf(item);
};

const dueIn = (shard: number, until: string): AsyncGenerator<Item> =>
  queryAll({
    KeyConditionExpression: 'pk = :shard AND sk <= :now',
    ExpressionAttributeValues: { ':shard': `DUE#${shard}`, ':now': `${until}~` },
    ConsistentRead: true,
    Limit: 100,
  });

/** The keys of everything that is due now, oldest first in each shard. What is read grows with what is due. */
export async function* dueNow(): AsyncGenerator<{ review: string; sk: string }> {
  for (const shard of shards)
    for await (const { sk } of dueIn(shard, timestamp()))
      yield { review: sk.split('#')[1] ?? '', sk };
}

/** The reviews of whose steps something is due by an instant: notices and rungs. Reads what is due, and no more. */
export const reviewsDueBy = async (until: string): Promise<Set<string>> => {
  const reviews = new Set<string>();
  for (const shard of shards)
    for await (const { sk } of dueIn(shard, until))
      if (isOfStep(sk)) reviews.add(sk.split('#')[1] ?? '');
  return reviews;
};

/** The rungs of a review that lie at an instant, if any do. */
export const getRungs = async (review: string, at: string): Promise<DueItem | undefined> =>
  (await getDue(review, dueKey(review, at, 'R').sk))?.item;

/** The write that puts a notice or rungs back at their instant, in place of what was seen there or of nothing. */
export const dueWrite = (
  at: string,
  item: NoticeDue | RungsDue,
  seen: DueItem | undefined,
): Write => ({
  name: 'due',
  put: { ...dueKey(item.review, at, item.kind === 'notice' ? item.seq : 'R'), ...item },
  condition: seen ? present : absent,
});

/** Puts the next rungs of a review at their instant; quiet where they lie there already. */
export const putRungs = async (at: string, rungs: RungsDue): Promise<void> =>
  putItem({ ...dueKey(rungs.review, at, 'R'), ...rungs });

/** Puts the next telling of an obligation at its instant; writes nothing where the same lies there already. */
export const putObligation = async (at: string, item: ObligationDue): Promise<void> => {
  const key = dueKey(item.review, at, item.obligation);
  const there = await getItem(key);
  if (there && isDeepStrictEqual(dueOf(there).item, item)) return;
  await putItem({ ...key, ...item });
};

/** Takes a due item away once all that follows from it is written. */
export const settleDue = ({ key }: Due): Promise<void> => deleteItem(key);

/** Puts off what could not be fired, so that it does not stand before others; the new item is written first. */
export const postponeDue = async ({ key, at, item }: Due, until: string): Promise<void> => {
  const sk = `${until}${key.sk.slice(at.length)}`;
  await putItem({ pk: key.pk, sk, ...item, dueAt: at });
  await deleteItem(key);
};
