import type { Item } from 'dynalite/db/index.js';
import { replayCapacity, transactionCapacity } from './capacity.ts';
import { carryOut } from './change.ts';
import { itemSize } from './item-size.ts';
import type { TableStore } from './store.ts';
import { parametersOf, type tokens } from './tokens.ts';
import { type TransactionRequest, validateTransaction } from './transaction-request.ts';
import { checkConditions, type Step, stepsOf } from './transaction-steps.ts';
import { validated } from './validated.ts';

type Tokens = ReturnType<typeof tokens>;

const changeOf = (step: Step, before: Item | undefined) =>
  carryOut({ ...step, before, after: step.checksOnly ? before : step.after });

const sizeOf = ({ table }: Step, item: Item | undefined) => ({
  tableName: table.TableName,
  size: itemSize(item ?? {}),
});

const perform = async (
  store: TableStore,
  known: Tokens,
  { ClientRequestToken: token, ReturnConsumedCapacity }: TransactionRequest,
  steps: readonly Step[],
  parameters: string,
) => {
  const isReplay = token !== undefined && (await known.used(token, parameters));
  const items = await store.itemsAt(steps.map(({ key }) => key));
  if (isReplay) {
    const sizes = steps.map((step, at) => sizeOf(step, items[at]));
    return replayCapacity(ReturnConsumedCapacity, sizes);
  }
  checkConditions(steps, items);
  const changes = steps.map((step, at) => changeOf(step, items[at]));
  const memory = token === undefined ? [] : await known.remember(token, parameters);
  await store.commit([...changes.flatMap(({ operations }) => operations), ...memory]);
  const costs = changes.map(({ cost }) => cost);
  return transactionCapacity(ReturnConsumedCapacity, costs);
};

/** TransactWriteItems: all actions or none, in one synchronous batch with index rows and token. */
export const transactWriteItems =
  (store: TableStore, known: Tokens) => async (body: { TransactItems?: unknown }) => {
    // Validation takes fields away from the body; the token stands for what was sent.
    const parameters = parametersOf(body.TransactItems ?? null);
    const request = validated<TransactionRequest>(validateTransaction, body, store);
    const steps = await stepsOf(store, request.TransactItems);
    return store.exclusively(() => perform(store, known, request, steps, parameters));
  };
