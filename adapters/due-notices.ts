import * as z from 'zod';
import { Notice } from '../domain/notice.ts';
import { timestamp } from './clock.ts';
import { shards } from './keys.ts';
import { queryPage } from './table.ts';

/** A notice that people are owed, due at the instant in its key. */
export const Due = z.object({
  review: z.string(),
  notice: Notice,
  round: z.int().optional(),
  /** The record that it is about, where a review may have several such notices. */
  ref: z.string().optional(),
});
export type Due = z.output<typeof Due>;

/** Up to `limit` notices that are due now, as the review and the sort key of each. */
export const dueNotices = async (limit: number): Promise<{ review: string; sk: string }[]> => {
  const pages = await Promise.all(
    shards.map((shard) =>
      queryPage({
        KeyConditionExpression: 'pk = :shard AND sk <= :now',
        ExpressionAttributeValues: { ':shard': `DUE#${shard}`, ':now': `${timestamp()}~` },
        Limit: limit,
      }),
    ),
  );
  return pages
    .flatMap(({ items }) => items)
    .map((item) => ({ review: Due.parse(item).review, sk: item.sk }))
    .slice(0, limit);
};
