import * as z from 'zod';
import type { Head } from '../domain/review.ts';
import { now } from './clock.ts';
import { sweepKey } from './keys.ts';
import { type Listing, listHeads } from './review-lists.ts';
import { getItem, putItem } from './table.ts';

const Sweep = z.object({ after: z.string() });
const states = ['self_assessment', 'evaluation', 'verification', 'suspended'] as const;

const week = 7 * 24 * 3_600_000;

/** The next reviews of a list, from where the last call ended; from `begins` on after the last one. */
const next = async (
  over: 'open' | 'rested',
  listing: Listing,
  begins: string,
  limit: number,
): Promise<Head[]> => {
  const item = await getItem(sweepKey(over));
  const came = item ? Sweep.parse(item).after : '';
  const after = came > begins ? came : begins;
  const { heads, last = '' } = await listHeads(listing, after, limit);
  if (last !== came) await putItem({ ...sweepKey(over), after: last });
  return heads;
};

/**
 * The open reviews whose turn it is, in the order of their due dates, at most `limit`. Each call goes
 * on where the one before ended and begins anew after the last review: what a call reads is bounded,
 * however many are open, and each of them has its turn.
 */
export const nextOpenReviews = (limit: number): Promise<Head[]> =>
  next('open', { by: 'open', states }, '', limit);

/** The same of the reviews that end or have ended, and of which something was recorded within a week. */
export const nextEndedReviews = (limit: number): Promise<Head[]> =>
  next('rested', { by: 'rested' }, new Date(now() - week).toISOString(), limit);
