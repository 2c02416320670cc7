import { DueItem, type RungsDue } from '../domain/reminders/due-item.ts';
import { timestamp } from './clock.ts';
import { dueKey, dueKeyOf, type Key, shards } from './keys.ts';
import { deleteItem, getItem, type Item, putItem, queryAll } from './table.ts';

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

const dueIn = (shard: number): AsyncGenerator<Item> =>
  queryAll({
    KeyConditionExpression: 'pk = :shard AND sk <= :now',
    ExpressionAttributeValues: { ':shard': `DUE#${shard}`, ':now': `${timestamp()}~` },
    ConsistentRead: true,
    Limit: 100,
  });

/** The keys of everything that is due now, oldest first in each shard. What is read grows with what is due. */
export async function* dueNow(): AsyncGenerator<{ review: string; sk: string }> {
  for (const shard of shards)
    for await (const { sk } of dueIn(shard)) yield { review: sk.split('#')[1] ?? '', sk };
}

/** Puts the next rungs of a review at their instant; quiet where they lie there already. */
export const putRungs = async (at: string, rungs: RungsDue): Promise<void> =>
  putItem({ ...dueKey(rungs.review, at, 'R'), ...rungs });

/** Takes a due item away once all that follows from it is written. */
export const settleDue = ({ key }: Due): Promise<void> => deleteItem(key);

/** Puts off what could not be fired, so that it does not stand before others; the new item is written first. */
export const postponeDue = async ({ key, at, item }: Due, until: string): Promise<void> => {
  const sk = `${until}${key.sk.slice(at.length)}`;
  await putItem({ pk: key.pk, sk, ...item, dueAt: at });
  await deleteItem(key);
};
