import { Healing, type HealingKind } from '../domain/healing.ts';
import { timestamp } from './clock.ts';
import { healingKey, healingsPartition } from './keys.ts';
import { type Item, putItem, queryPage, type Write } from './table.ts';

const itemOf = (kind: HealingKind, review: string, found: string): Item => {
  const at = timestamp();
  return { ...healingKey(at, kind, review), kind, review, at, found };
};

/** The line that a repair leaves, written in the transaction that mends: neither is ever without the other. */
export const healingWrite = (kind: HealingKind, review: string, found: string): Write => ({
  name: 'healing',
  put: itemOf(kind, review, found),
});

/** The same line on its own, after a repair that is no transaction. */
export const recordHealing = (kind: HealingKind, review: string, found: string): Promise<void> =>
  putItem(itemOf(kind, review, found));

/** One page of what was mended, the latest first, before the place given; `last` is where the page ends. */
export const listHealings = async (
  before: string,
  limit: number,
): Promise<{ healings: Healing[]; last: string | undefined }> => {
  const { items } = await queryPage({
    KeyConditionExpression: 'pk = :healings AND sk < :before',
    ExpressionAttributeValues: { ':healings': healingsPartition, ':before': before || '~' },
    ScanIndexForward: false,
    Limit: limit,
  });
  return {
    healings: items.map((item) => Healing.parse(item)),
    last: items.length === limit ? items.at(-1)?.sk : undefined,
  };
};
