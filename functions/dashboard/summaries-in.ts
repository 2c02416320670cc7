import { getSummaries } from '../../adapters/figures.ts';
import { type Listing, listHeads } from '../../adapters/review-lists.ts';
import { endOf } from '../../domain/dashboard/day-parts.ts';
import { isInScope, type Scope } from '../../domain/dashboard/scope.ts';
import type { Summary } from '../../domain/dashboard/summary.ts';
import type { Head } from '../../domain/review.ts';
import { allEvents } from '../http/dossier-view.ts';
import { summaryAfter } from './summary-at.ts';

/** The narrowest index in which the reviews of a scope are listed, in the order of opening. */
export const listingOf = ({ contributor, mission }: Scope): Listing => {
  if (contributor) return { by: 'contributor', contributor };
  return mission ? { by: 'mission', mission } : { by: 'opening' };
};

const asItStood = async (review: string, asOf: string): Promise<Summary | undefined> => {
  const events = (await allEvents(review)).filter(({ at }) => at <= endOf(asOf));
  return events.length > 0 ? summaryAfter(events) : undefined;
};

/** The summaries of these reviews: as they were last counted, or from their records as they stood on a day. */
export const summariesOf = async (
  heads: readonly Head[],
  scope: Scope,
  asOf: string | undefined,
): Promise<Summary[]> => {
  const ids = heads.filter((head) => isInScope(scope, head)).map(({ id }) => id);
  const known = asOf ? undefined : await getSummaries(ids);
  const found = await Promise.all(ids.map((id) => (asOf ? asItStood(id, asOf) : known?.get(id))));
  return found.flatMap((summary) => summary ?? []);
};

const pageSize = 50;

/** The summaries of every review of a scope, page by page. */
export async function* summariesIn(
  scope: Scope,
  asOf: string | undefined,
): AsyncGenerator<Summary> {
  let last: string | undefined = '';
  while (last !== undefined) {
    const page: Awaited<ReturnType<typeof listHeads>> = await listHeads(
      listingOf(scope),
      last,
      pageSize,
    );
    yield* await summariesOf(page.heads, scope, asOf);
    last = page.last;
  }
}
