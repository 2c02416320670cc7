import { openReviews, restedSince } from '../../adapters/changed-reviews.ts';
import { type Folded, getSummaries } from '../../adapters/figures.ts';
import { allReviews } from '../../adapters/review-lists.ts';
import { getHeads } from '../../adapters/reviews.ts';
import type { Summary } from '../../domain/dashboard/summary.ts';

/** A review to which something happened since the figures last counted it. */
export interface Pending {
  readonly id: string;
  readonly openedAt: string;
  /** As it was counted last; undefined where it never was. */
  readonly counted?: Summary | undefined;
}

// An index may be moments behind the table: what came shortly before the last count is looked at again.
const marginMs = 10 * 60_000;

const candidates = async (folded: Folded | undefined): Promise<string[]> => {
  if (!folded?.countedAt) return Array.fromAsync(allReviews());
  const since = new Date(Date.parse(folded.countedAt) - marginMs).toISOString();
  const rested = await Array.fromAsync(restedSince(since));
  return [...new Set([...(await Array.fromAsync(openReviews())), ...rested])];
};

/**
 * The reviews whose record has grown since they were counted: of those that are open, and those at rest that
 * moved since the last count; of all of them before there was one.
 */
export const pendingReviews = async (folded: Folded | undefined): Promise<Pending[]> => {
  const ids = await candidates(folded);
  const pending: Pending[] = [];
  for (let from = 0; from < ids.length; from += 100) {
    const some = ids.slice(from, from + 100);
    const [heads, counted] = await Promise.all([getHeads(some), getSummaries(some)]);
    for (const { id, version, openedAt } of heads)
      if (version !== counted.get(id)?.n) pending.push({ id, openedAt, counted: counted.get(id) });
  }
  return pending;
};
