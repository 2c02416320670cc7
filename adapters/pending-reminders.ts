import type { PendingDue } from '../domain/reminders/simulated-world.ts';
import type { Telling } from '../domain/reminders/telling.ts';
import { dueOf } from './due-items.ts';
import { owedPartition, shards } from './keys.ts';
import { rowsAt } from './ledger.ts';
import { type Item, queryAll } from './table.ts';

/** Every due item, whenever it is due: one per open review, and one per obligation that is owed. */
export const pendingDue = async (): Promise<PendingDue[]> => {
  const pending: PendingDue[] = [];
  for (const shard of shards)
    for await (const item of queryAll({
      KeyConditionExpression: 'pk = :shard',
      ExpressionAttributeValues: { ':shard': `DUE#${shard}` },
      ConsistentRead: true,
    }))
      pending.push(dueOf(item));
  return pending;
};

/** Every row of the ledger that somebody is still owed, from whenever on. */
export const pendingRows = async (): Promise<Telling[]> => {
  const keys: Item[] = [];
  for (const shard of shards)
    for await (const item of queryAll({
      IndexName: 'gsi4',
      KeyConditionExpression: 'gsi4pk = :owed',
      ExpressionAttributeValues: { ':owed': owedPartition(shard) },
    }))
      keys.push(item);
  return rowsAt(keys);
};
