import db, { type Index, type Item, type Table } from 'dynalite/db/index.js';
import type { Validation } from 'dynalite/validations/index.js';
import { itemSize } from './item-size.ts';

/** Asks for the item that lost a condition; dynalite does not know it. */
const ReturnValuesOnConditionCheckFailure = { type: 'String', enum: ['ALL_OLD', 'NONE'] };

const maxItemBytes = 400 * 1024;

/** dynalite's validation of a single write, with what it lacks: the item that lost, and bytes. */
export const strict = ({ types, custom }: Validation): Validation => ({
  types: { ...types, ReturnValuesOnConditionCheckFailure },
  custom: (data, store) => {
    const wrong = custom?.(data, store);
    if (wrong) return wrong;
    const tooLarge = 'Item' in data && itemSize(data.Item as Item) > maxItemBytes;
    return tooLarge ? 'Item size has exceeded the maximum allowed size' : undefined;
  },
});

const isEmpty = (item: Item, name: string) => item[name]?.S === '' || item[name]?.B === '';

const emptyIndexKey = (item: Item, indexes: readonly Index[] = []): string | undefined => {
  for (const { IndexName, KeySchema } of indexes) {
    const empty = KeySchema.find(({ AttributeName }) => isEmpty(item, AttributeName));
    if (!empty) continue;
    return `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: ${IndexName}, IndexKey: ${empty.AttributeName}`;
  }
  return undefined;
};

/** What is wrong with an item for this table (keys, types, sizes, index keys), in AWS's words. */
export const wrongItem = (item: Item, table: Table): string | undefined =>
  db.validateItem(item, table)?.message ??
  emptyIndexKey(item, table.GlobalSecondaryIndexes) ??
  emptyIndexKey(item, table.LocalSecondaryIndexes);

/** What is wrong with a key for this table, in AWS's words. */
export const wrongKey = (key: Item, table: Table): string | undefined =>
  db.validateKey(key, table)?.message;
