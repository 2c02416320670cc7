import { stateOf } from '../domain/review.ts';
import { reviewOf, shards } from './keys.ts';
import { queryAll } from './table.ts';

/**
 * The open reviews whose due date has passed, oldest first in each shard: what is read grows with
 * what is overdue, never with what is open. A suspended review is not among them.
 */
export async function* overdueReviews(at: string): AsyncGenerator<string> {
  for (const state of Object.values(stateOf))
    for (const shard of shards)
      for await (const { pk } of queryAll({
        IndexName: 'gsi3',
        KeyConditionExpression: 'gsi3pk = :open AND gsi3sk < :now',
        ExpressionAttributeValues: { ':open': `OPEN#${state}#${shard}`, ':now': at },
      }))
        yield reviewOf(pk);
}
