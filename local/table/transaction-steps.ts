import type { Item, Table } from 'dynalite/db/index.js';
import { type Conditional, holds, loser, wrongPaths } from './condition.ts';
import { wrongItem, wrongKey } from './item-rules.ts';
import { type CancellationReason, cancelled, invalid } from './refusals.ts';
import { itemKey, type TableStore } from './store.ts';
import type { TransactItem } from './transaction-request.ts';

/** One action of a transaction with its table and the place of its item. */
export interface Step {
  readonly request: Conditional;
  readonly table: Table;
  readonly key: string;
  /** What the action leaves; nothing when it deletes, and no say when it only checks. */
  readonly after: Item | undefined;
  readonly checksOnly: boolean;
}

interface Located {
  readonly table: Table;
  readonly request: Conditional;
  /** The whole item of a Put, the key of the others. */
  readonly at: Item;
  readonly action: TransactItem;
}

const none: CancellationReason = { Code: 'None' };

const cancelUnlessAllNone = (reasons: readonly CancellationReason[]) => {
  if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
};

const locate = async (store: TableStore, action: TransactItem): Promise<Located> => {
  const { Put, Delete, ConditionCheck } = action;
  const request = Put ?? Delete ?? ConditionCheck;
  const at = Put?.Item ?? Delete?.Key ?? ConditionCheck?.Key;
  if (!request || !at) throw invalid('An action of the transaction is empty');
  return { table: await store.tableNamed(request.TableName), request, at, action };
};

const misfit = ({ table, request, at, action }: Located): CancellationReason => {
  const wrong = action.Put ? wrongItem(at, table) : wrongKey(at, table);
  const Message = wrong ?? wrongPaths(request, table);
  return Message === undefined ? none : { Code: 'ValidationError', Message };
};

const stepOf = ({ table, request, at, action }: Located): Step => ({
  request,
  table,
  key: itemKey(table, at),
  after: action.Put?.Item,
  checksOnly: action.ConditionCheck !== undefined,
});

/** The actions in order, each fit for its table and no two on one item; throws what AWS throws. */
export const stepsOf = async (
  store: TableStore,
  actions: readonly TransactItem[],
): Promise<readonly Step[]> => {
  const located = await Promise.all(actions.map((action) => locate(store, action)));
  cancelUnlessAllNone(located.map(misfit));
  const steps = located.map(stepOf);
  if (new Set(steps.map(({ key }) => key)).size < steps.length) {
    throw invalid('Transaction request cannot include multiple operations on one item');
  }
  return steps;
};

const reasonOf = ({ request }: Step, item: Item | undefined): CancellationReason => {
  if (holds(request, item)) return none;
  const Item = loser(request, item);
  const Message = 'The conditional request failed';
  return { Code: 'ConditionalCheckFailed', Message, ...(Item && { Item }) };
};

/** Throws TransactionCanceledException unless every condition holds for the item found. */
export const checkConditions = (steps: readonly Step[], items: readonly (Item | undefined)[]) =>
  cancelUnlessAllNone(steps.map((step, at) => reasonOf(step, items[at])));
