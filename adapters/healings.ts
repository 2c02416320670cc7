import { Healing, type HealingKind } from '../domain/healing.ts';
import { timestamp } from './clock.ts';
import { healingKey, healingsPartition } from './keys.ts';
import { queryPage, type Write } from './table.ts';

/** The line that a repair leaves, written in the transaction that mends: neither is ever without the other. */
export const healingWrite = (kind: HealingKind, review: string, found: string): Write => {
  const at = timestamp();
  return {
    name: 'healing',
    put: { ...healingKey(at, kind, review), kind, review, at, found },
  };
};

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
