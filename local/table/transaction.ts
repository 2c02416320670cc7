import type { Item, Table } from 'dynalite/db/index.js';
import { replayCapacity, writeCapacity } from './capacity.ts';
import { type Cost, carryOut } from './change.ts';
import { type Conditional, holds, loser, wrongPaths } from './condition.ts';
import { wrongItem, wrongKey } from './item-rules.ts';
import { itemSize } from './item-size.ts';
import { type CancellationReason, cancelled, invalid } from './refusals.ts';
import { itemKey, type TableStore } from './store.ts';
import { parametersOf, type tokens } from './tokens.ts';
import {
  type TransactItem,
  type TransactionRequest,
  validateTransaction,
} from './transaction-request.ts';
import { validated } from './validated.ts';

/** An action with its table and the place of its item. */
interface Step {
  readonly request: Conditional;
  readonly table: Table;
  readonly key: string;
  readonly after: Item | undefined;
  readonly checksOnly: boolean;
}

const none: CancellationReason = { Code: 'None' };

const cancelUnlessAll = (reasons: readonly CancellationReason[]) => {
  if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
};

const requestOf = ({ Put, Delete, ConditionCheck }: TransactItem) => {
  const request = Put ?? Delete ?? ConditionCheck;
  if (!request) throw invalid('A transaction action is empty');
  return request;
};

const misfit = (table: Table, { Put, Delete, ConditionCheck }: TransactItem) => {
  const wrong = Put
    ? wrongItem(Put.Item, table)
    : wrongKey((Delete ?? ConditionCheck)?.Key ?? {}, table);
  return wrong ?? wrongPaths(Put ?? Delete ?? ConditionCheck ?? {}, table);
};

const stepOf = (table: Table, action: TransactItem): Step => {
  const at = action.Put?.Item ?? action.Delete?.Key ?? action.ConditionCheck?.Key ?? {};
  return {
    request: requestOf(action),
    table,
    key: itemKey(table, at),
    after: action.Put?.Item,
    checksOnly: action.ConditionCheck !== undefined,
  };
};

const stepsOf = async (store: TableStore, actions: readonly TransactItem[]): Promise<Step[]> => {
  const tables = await Promise.all(
    actions.map((action) => store.tableNamed(requestOf(action).TableName)),
  );
  const pairs = actions.map((action, at) => ({ action, table: tables[at] as Table }));
  cancelUnlessAll(
    pairs.map(({ action, table }): CancellationReason => {
      const Message = misfit(table, action);
      return Message === undefined ? none : { Code: 'ValidationError', Message };
    }),
  );
  const steps = pairs.map(({ action, table }) => stepOf(table, action));
  if (new Set(steps.map(({ key }) => key)).size < steps.length) {
    throw invalid('Transaction request cannot include multiple operations on one item');
  }
  return steps;
};

const reasonOf = ({ request }: Step, before: Item | undefined): CancellationReason => {
  if (holds(request, before)) return none;
  const Item = loser(request, before);
  const Message = 'The conditional request failed';
  return { Code: 'ConditionalCheckFailed', Message, ...(Item && { Item }) };
};

const capacityOf = (request: TransactionRequest, costs: readonly Cost[]) =>
  Map.groupBy(costs, ({ tableName }) => tableName)
    .entries()
    .map(([name, each]) => writeCapacity(request.ReturnConsumedCapacity, name, each, 2))
    .filter((each) => each !== undefined)
    .toArray();

const replayOf = (
  request: TransactionRequest,
  steps: readonly Step[],
  items: readonly (Item | undefined)[],
) =>
  Map.groupBy(
    steps.map(({ table }, at) => ({ name: table.TableName, size: itemSize(items[at] ?? {}) })),
    ({ name }) => name,
  )
    .entries()
    .map(([name, each]) =>
      replayCapacity(
        request.ReturnConsumedCapacity,
        name,
        each.map(({ size }) => size),
      ),
    )
    .filter((each) => each !== undefined)
    .toArray();

const answerWith = (ConsumedCapacity: readonly object[]) =>
  ConsumedCapacity.length > 0 ? { ConsumedCapacity } : {};

/** TransactWriteItems: all actions or none, in one synchronous batch with index rows and token. */
export const transactWriteItems = (store: TableStore, known: ReturnType<typeof tokens>) => {
  const commit = async (request: TransactionRequest, steps: readonly Step[], sent: string) => {
    const { ClientRequestToken: token } = request;
    const replayed = token !== undefined && (await known.used(token, sent));
    const items = await store.itemsAt(steps.map(({ key }) => key));
    if (replayed) return answerWith(replayOf(request, steps, items));
    cancelUnlessAll(steps.map((step, at) => reasonOf(step, items[at])));
    const changes = steps.map((step, at) => {
      const before = items[at];
      return carryOut({ ...step, before, after: step.checksOnly ? before : step.after });
    });
    const memory = token === undefined ? [] : await known.remember(token, sent);
    await store.commit([...changes.flatMap(({ operations }) => operations), ...memory]);
    return answerWith(
      capacityOf(
        request,
        changes.map(({ cost }) => cost),
      ),
    );
  };

  return async (body: { TransactItems?: unknown }) => {
    const sent = parametersOf(body.TransactItems ?? null);
    const request = validated<TransactionRequest>(validateTransaction, body, store);
    const steps = await stepsOf(store, request.TransactItems);
    return store.exclusively(() => commit(request, steps, sent));
  };
};
