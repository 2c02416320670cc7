import { ReviewState } from '../domain/review.ts';
import { restedPartition, reviewOf, shards } from './keys.ts';
import { queryAll } from './table.ts';

/** The id of every open review, each once, in no order. */
export async function* openReviews(): AsyncGenerator<string> {
  for (const state of ReviewState.options)
    for (const shard of shards)
      for await (const { pk } of queryAll({
        IndexName: 'gsi3',
        KeyConditionExpression: 'gsi3pk = :open',
        ExpressionAttributeValues: { ':open': `OPEN#${state}#${shard}` },
      }))
        yield reviewOf(pk);
}

/** The reviews at rest to which something happened since an instant: that they came to rest, or anything after. */
export async function* restedSince(at: string): AsyncGenerator<string> {
  for (const shard of shards)
    for await (const { pk } of queryAll({
      IndexName: 'gsi3',
      KeyConditionExpression: 'gsi3pk = :rested AND gsi3sk >= :at',
      ExpressionAttributeValues: { ':rested': restedPartition(shard), ':at': at },
    }))
      yield reviewOf(pk);
}
