import { missions } from '../domain/reference/missions.ts';
import type { Head, ReviewState } from '../domain/review.ts';
import { restedPartition, reviewOf, shards } from './keys.ts';
import { getHeads } from './reviews.ts';
import { queryAll, queryPage } from './table.ts';

/** Which index to read, and which partitions of it; all partitions share one order. */
export type Listing =
  | { readonly by: 'contributor'; readonly contributor: string }
  | { readonly by: 'mission'; readonly mission: string }
  | {
      readonly by: 'open';
      readonly states: readonly ReviewState[];
      readonly dueBefore?: string | undefined;
    }
  | { readonly by: 'rested' }
  | { readonly by: 'opening' };

interface Partitions {
  readonly index: string;
  readonly partitions: readonly string[];
  readonly until: string;
}

const end = '~';

/** A review can only be opened for a known mission: together these partitions hold all reviews. */
const missionPartitions = missions.map(({ acronym }) => `MISSION#${acronym}`);

const partitionsOf = (listing: Listing): Partitions => {
  switch (listing.by) {
    case 'contributor':
      return { index: 'gsi1', partitions: [`CONTRIBUTOR#${listing.contributor}`], until: end };
    case 'mission':
      return { index: 'gsi2', partitions: [`MISSION#${listing.mission}`], until: end };
    case 'open':
      return {
        index: 'gsi3',
        partitions: listing.states.flatMap((state) =>
          shards.map((shard) => `OPEN#${state}#${shard}`),
        ),
        until: listing.dueBefore ?? end,
      };
    case 'rested':
      return { index: 'gsi3', partitions: shards.map(restedPartition), until: end };
    case 'opening':
      return { index: 'gsi2', partitions: missionPartitions, until: end };
  }
};

interface Place {
  readonly review: string;
  readonly sort: string;
}

/** The next places of one partition after `after`, in the order of the index. */
const placesIn = async (
  { index, until }: Partitions,
  partition: string,
  after: string,
  limit: number,
): Promise<Place[]> => {
  const { items } = await queryPage({
    IndexName: index,
    KeyConditionExpression: '#pk = :partition AND #sk BETWEEN :after AND :until',
    ExpressionAttributeNames: { '#pk': `${index}pk`, '#sk': `${index}sk` },
    // A place is never equal to `after` followed by a space, so this is "greater than".
    ExpressionAttributeValues: { ':partition': partition, ':after': `${after} `, ':until': until },
    Limit: limit,
  });
  return items.map((item) => ({
    review: reviewOf(item.pk),
    sort: String(item[`${index}sk`]),
  }));
};

/** One page of heads in index order, and where it ended; the index only finds them, the table says what they are. */
export const listHeads = async (
  listing: Listing,
  after: string,
  limit: number,
): Promise<{ heads: Head[]; last: string | undefined }> => {
  const partitions = partitionsOf(listing);
  const found = await Promise.all(
    partitions.partitions.map((partition) => placesIn(partitions, partition, after, limit)),
  );
  const places = found
    .flat()
    .sort((a, b) => (a.sort < b.sort ? -1 : 1))
    .slice(0, limit);
  return {
    heads: await getHeads(places.map(({ review }) => review)),
    last: places.length === limit ? places.at(-1)?.sort : undefined,
  };
};

/** The id of every review, each once, in no order; the index may not show one of this moment yet. */
export async function* allReviews(): AsyncGenerator<string> {
  for (const partition of missionPartitions) {
    const found = queryAll({
      IndexName: 'gsi2',
      KeyConditionExpression: 'gsi2pk = :partition',
      ExpressionAttributeValues: { ':partition': partition },
    });
    for await (const item of found) yield reviewOf(item.pk);
  }
}
