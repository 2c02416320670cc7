import * as z from 'zod';
import type { Head } from '../domain/review.ts';
import { sweepKey } from './keys.ts';
import { listHeads } from './review-lists.ts';
import { getItem, putItem } from './table.ts';

const Sweep = z.object({ after: z.string() });
const states = ['self_assessment', 'evaluation', 'verification', 'suspended'] as const;

/**
 * The open reviews whose turn it is, in the order of their due dates, at most `limit`. Each call goes
 * on where the one before ended and begins anew after the last review: what a call reads is bounded,
 * however many are open, and each of them has its turn.
 */
export const nextOpenReviews = async (limit: number): Promise<Head[]> => {
  const item = await getItem(sweepKey());
  const after = item ? Sweep.parse(item).after : '';
  const { heads, last = '' } = await listHeads({ by: 'open', states }, after, limit);
  if (last !== after) await putItem({ ...sweepKey(), after: last });
  return heads;
};
