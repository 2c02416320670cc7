import type { Item, Store } from 'dynalite/db/index.js';
import validateDeleteItem from 'dynalite/validations/deleteItem.js';
import type { Validation } from 'dynalite/validations/index.js';
import validatePutItem from 'dynalite/validations/putItem.js';
import type { CapacityDetail } from './capacity.ts';
import type { Conditional } from './condition.ts';
import { strict } from './item-rules.ts';
import { itemSize } from './item-size.ts';

interface Named extends Conditional {
  readonly TableName: string;
}

/** One action of a transaction: exactly one of the three is there. */
export interface TransactItem {
  readonly Put?: Named & { readonly Item: Item };
  readonly Delete?: Named & { readonly Key: Item };
  readonly ConditionCheck?: Named & { readonly Key: Item };
}

export interface TransactionRequest {
  readonly TransactItems: readonly TransactItem[];
  readonly ClientRequestToken?: string;
  readonly ReturnConsumedCapacity?: CapacityDetail;
}

const maxBytes = 4 * 1024 * 1024;
const put = strict(validatePutItem);
const del = strict(validateDeleteItem);

// What a single write has and an action of a transaction has not.
const {
  ReturnConsumedCapacity,
  ReturnItemCollectionMetrics,
  ReturnValues: _values,
  Expected: _expected,
  ConditionalOperator: _operator,
  ...common
} = del.types;
const { Key, ...conditional } = common;

const structure = (name: string, children: object) => ({ type: `FieldStruct<${name}>`, children });

const types = {
  TransactItems: {
    type: 'List',
    notNull: true,
    lengthGreaterThanOrEqual: 1,
    lengthLessThanOrEqual: 100,
    children: {
      type: 'ValueStruct<TransactWriteItem>',
      children: {
        Put: structure('Put', { ...conditional, Item: put.types.Item }),
        Delete: structure('Delete', { ...conditional, Key }),
        ConditionCheck: structure('ConditionCheck', {
          ...conditional,
          Key,
          ConditionExpression: { type: 'String', notNull: true },
        }),
        Update: structure('Update', {}),
      },
    },
  },
  ClientRequestToken: {
    type: 'String',
    lengthGreaterThanOrEqual: 1,
    lengthLessThanOrEqual: 36,
  },
  ReturnConsumedCapacity,
  ReturnItemCollectionMetrics,
};

const wrongAction = (action: TransactItem, store: Store): string | undefined => {
  if ('Update' in action) return 'Update is not offered by this table: put the whole item';
  if (Object.keys(action).length !== 1) {
    return 'TransactItems can only contain one of Check, Put, Update or Delete';
  }
  if (action.Put) return put.custom?.(action.Put, store);
  return del.custom?.(action.Delete ?? action.ConditionCheck ?? {}, store);
};

const custom = (data: object, store: Store): string | undefined => {
  const { TransactItems } = data as TransactionRequest;
  for (const action of TransactItems) {
    const wrong = wrongAction(action, store);
    if (wrong) return wrong;
  }
  const size = TransactItems.reduce((sum, { Put }) => sum + itemSize(Put?.Item ?? {}), 0);
  return size > maxBytes
    ? 'The aggregate size of the items in the transaction exceeds 4 MB'
    : undefined;
};

/** The shape of TransactWriteItems in the language of dynalite's own validations. */
export const validateTransaction: Validation = { types, custom };
