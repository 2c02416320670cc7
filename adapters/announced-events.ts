import { announcedPartition, reviewOf, shards } from './keys.ts';
import { queryAll } from './table.ts';

/** An event as the index has it: all that a webhook chooses by. */
export interface Announced {
  readonly review: string;
  readonly seq: number;
  readonly at: string;
  readonly contributor: string;
  readonly mission: string;
  readonly type: string;
}

/** Up to `limit` events of a shard between two instants, oldest first. */
const inShard = async (
  shard: number,
  from: string,
  to: string,
  limit: number,
): Promise<Announced[]> => {
  const found: Announced[] = [];
  for await (const { pk, sk, gsi4sk } of queryAll({
    IndexName: 'gsi4',
    KeyConditionExpression: 'gsi4pk = :shard AND gsi4sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':shard': announcedPartition(shard),
      ':from': from,
      ':to': `${to}~`,
    },
  })) {
    const [at = '', contributor = '', mission = '', type = ''] = String(gsi4sk).split('#');
    const seq = Number(sk.split('#')[1]);
    found.push({ review: reviewOf(pk), seq, at, contributor, mission, type });
    if (found.length >= limit) break;
  }
  return found;
};

/**
 * The events between two instants while somebody listened, oldest first; `through` is the instant up to which
 * none is missing: `to`, or where one of the shards was cut at `limit`.
 */
export const announcedBetween = async (
  from: string,
  to: string,
  limit: number,
): Promise<{ events: Announced[]; through: string }> => {
  const perShard = await Promise.all(shards.map((shard) => inShard(shard, from, to, limit)));
  const cuts = perShard.filter(({ length }) => length >= limit).map((found) => found.at(-1)?.at);
  const through = [to, ...cuts].reduce<string>(
    (least, at) => (at !== undefined && at < least ? at : least),
    to,
  );
  const events = perShard
    .flat()
    .filter(({ at }) => at <= through)
    .toSorted((a, b) => (a.at === b.at ? a.seq - b.seq : a.at < b.at ? -1 : 1));
  return { events, through };
};
