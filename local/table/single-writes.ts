import type { Item, Table } from 'dynalite/db/index.js';
import validateDeleteItem from 'dynalite/validations/deleteItem.js';
import validatePutItem from 'dynalite/validations/putItem.js';
import { type CapacityDetail, writeCapacity } from './capacity.ts';
import { carryOut } from './change.ts';
import { type Conditional, holds, loser } from './condition.ts';
import { strict, wrongItem, wrongKey } from './item-rules.ts';
import { conditionFailed, invalid } from './refusals.ts';
import { itemKey, type TableStore } from './store.ts';
import { validated } from './validated.ts';

interface Write extends Conditional {
  readonly TableName: string;
  readonly ReturnValues?: 'ALL_OLD' | 'NONE';
  readonly ReturnConsumedCapacity?: CapacityDetail;
}

const apply = (
  store: TableStore,
  table: Table,
  request: Write,
  target: { readonly at: Item; readonly after: Item | undefined },
) =>
  store.exclusively(async () => {
    const key = itemKey(table, target.at);
    const [before] = await store.itemsAt([key]);
    if (!holds(request, before)) throw conditionFailed(loser(request, before));
    const change = { table, key, before, after: target.after, checksOnly: false };
    const { operations, cost } = carryOut(change);
    await store.commit(operations);
    return {
      ...(before && request.ReturnValues === 'ALL_OLD' && { Attributes: before }),
      ...writeCapacity(request.ReturnConsumedCapacity, cost),
    };
  });

const putItem = (store: TableStore) => {
  const validation = strict(validatePutItem);
  return async (body: unknown) => {
    const request = validated<Write & { Item: Item }>(validation, body, store);
    const table = await store.tableNamed(request.TableName);
    const wrong = wrongItem(request.Item, table);
    if (wrong) throw invalid(wrong);
    return apply(store, table, request, { at: request.Item, after: request.Item });
  };
};

const deleteItem = (store: TableStore) => {
  const validation = strict(validateDeleteItem);
  return async (body: unknown) => {
    const request = validated<Write & { Key: Item }>(validation, body, store);
    const table = await store.tableNamed(request.TableName);
    const wrong = wrongKey(request.Key, table);
    if (wrong) throw invalid(wrong);
    return apply(store, table, request, { at: request.Key, after: undefined });
  };
};

/** PutItem and DeleteItem, each one batch of the item and its index rows. */
export const singleWrites = (store: TableStore) => ({
  PutItem: putItem(store),
  DeleteItem: deleteItem(store),
});
