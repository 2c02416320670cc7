import { now, timestamp } from '../../adapters/clock.ts';
import { log } from '../../adapters/log.ts';
import { lastPublished, publicationWrite } from '../../adapters/public-quarters.ts';
import { allReviews, listHeads } from '../../adapters/review-lists.ts';
import { getHeads } from '../../adapters/reviews.ts';
import { transactUnlessMoved } from '../../adapters/table.ts';
import { endOf, quarterOf } from '../../domain/dashboard/day-parts.ts';
import type { Counted } from '../../domain/public-data/counted.ts';
import { PublicDataSetName } from '../../domain/public-data/data-sets.ts';
import { publishedOf } from '../../domain/public-data/published.ts';
import { firstDayOf, isClosed, lastDayOf, quarterAfter } from '../../domain/public-data/quarter.ts';
import { allEvents } from '../http/dossier-view.ts';

const atOnce = 50;

interface Found extends Counted {
  readonly unit: string;
}

/** Every review to which something happened in a quarter, with what it was: read once, when the quarter is over. */
const reviewsIn = async (quarter: string): Promise<Found[]> => {
  const from = firstDayOf(quarter);
  const until = endOf(lastDayOf(quarter));
  const ids = await Array.fromAsync(allReviews());
  const found: Found[] = [];
  for (let at = 0; at < ids.length; at += atOnce) {
    const heads = await getHeads(ids.slice(at, at + atOnce));
    const reviews = heads.map(async ({ id, contributor, mission, unit }) => ({
      contributor,
      mission,
      unit: unit.name,
      events: (await allEvents(id)).filter((event) => event.at >= from && event.at <= until),
    }));
    found.push(...(await Promise.all(reviews)).filter(({ events }) => events.length > 0));
  }
  return found;
};

/** The quarter in which the first review of all was opened. */
const firstQuarter = async (): Promise<string | undefined> => {
  const { heads } = await listHeads({ by: 'opening' }, '', 1);
  return heads[0] && quarterOf(heads[0].openedAt);
};

/** The demonstration names its units so, and no other does. */
const isInvented = ({ unit }: Found): boolean => unit.startsWith('Demonstration ');

const publish = async (quarter: string): Promise<void> => {
  const reviews = await reviewsIn(quarter);
  const writes = PublicDataSetName.options.map((name) =>
    publicationWrite(name, {
      ...publishedOf(name, quarter, reviews),
      publishedAt: timestamp(),
      ...(reviews.some(isInvented) && { demonstration: true as const }),
    }),
  );
  // Somebody else's are the same: events of a quarter that is over do not change.
  if (await transactUnlessMoved(writes)) log('info', 'a quarter was published', { quarter });
};

/**
 * Publishes the quarters that are over and were not published yet, one after the other, each in one transaction
 * that fails where it was published meanwhile. Costs one read while there is nothing to do.
 */
export const publishQuarters = async (): Promise<void> => {
  const [marker = 'ORA-REVIEWS'] = PublicDataSetName.options;
  const last = await lastPublished(marker);
  let quarter = last ? quarterAfter(last) : await firstQuarter();
  while (quarter && isClosed(quarter, now())) {
    await publish(quarter);
    quarter = quarterAfter(quarter);
  }
};
