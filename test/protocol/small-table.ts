import type {
  BatchGetItemInput,
  DeleteItemInput,
  GetItemInput,
  PutItemInput,
  QueryInput,
  TransactWriteItem,
  TransactWriteItemsInput,
} from '@aws-sdk/client-dynamodb';
import { awsError } from './aws-error.ts';
import { type Attributes, type Expressed, holds } from './table-condition.ts';

type Write = Expressed & { readonly ConditionExpression?: string | undefined };

const tenMinutes = 600_000;

const partitionOf = (request: QueryInput): string => {
  const name = /^[\w#]+ = (:\w+)/.exec(request.KeyConditionExpression ?? '')?.[1] ?? '';
  return request.ExpressionAttributeValues?.[name]?.S ?? '';
};

const bySortKey = (name: string) => (left: Attributes, right: Attributes) =>
  (left[name]?.S ?? '') < (right[name]?.S ?? '') ? -1 : 1;

/** The items of one table in memory, by partition. */
const shelf = () => {
  const partitions = new Map<string, Map<string, Attributes>>();
  const keyOf = (item: Attributes | undefined) => [item?.pk?.S ?? '', item?.sk?.S ?? ''] as const;
  return {
    get(key: Attributes | undefined): Attributes | undefined {
      const [pk, sk] = keyOf(key);
      return partitions.get(pk)?.get(sk);
    },
    put(item: Attributes): void {
      const [pk, sk] = keyOf(item);
      const partition = partitions.get(pk) ?? new Map<string, Attributes>();
      partitions.set(pk, partition.set(sk, item));
    },
    remove(key: Attributes | undefined): void {
      const [pk, sk] = keyOf(key);
      partitions.get(pk)?.delete(sk);
    },
    partition: (pk: string): Attributes[] => [...(partitions.get(pk)?.values() ?? [])],
    all: (): Attributes[] => [...partitions.values()].flatMap((items) => [...items.values()]),
  };
};
type Shelf = ReturnType<typeof shelf>;

const partsOf = ({ Put, Delete, ConditionCheck }: TransactWriteItem) => ({
  request: (Put ?? Delete ?? ConditionCheck ?? {}) as Write,
  key: (Put?.Item ?? Delete?.Key ?? ConditionCheck?.Key) as Attributes | undefined,
});

const transact = (items: Shelf, actions: readonly TransactWriteItem[]): void => {
  const reasons = actions.map((action) => {
    const { request, key } = partsOf(action);
    const kept = holds(request.ConditionExpression, items.get(key), request);
    return { Code: kept ? 'None' : 'ConditionalCheckFailed' };
  });
  if (reasons.some(({ Code }) => Code !== 'None'))
    throw awsError('TransactionCanceledException', { CancellationReasons: reasons });
  for (const { Put, Delete } of actions) {
    if (Put) items.put(Put.Item as Attributes);
    if (Delete) items.remove(Delete.Key as Attributes);
  }
};

const single = (items: Shelf, key: Attributes | undefined, request: Write): void => {
  if (!holds(request.ConditionExpression, items.get(key), request))
    throw awsError('ConditionalCheckFailedException');
};

/** One page of what was found; the key of its last item where there is more. */
const pageOf = (found: readonly Attributes[], { Limit = 1e9, ExclusiveStartKey }: QueryInput) => {
  const isStart = ({ pk, sk }: Attributes) =>
    pk?.S === ExclusiveStartKey?.pk?.S && sk?.S === ExclusiveStartKey?.sk?.S;
  const from = ExclusiveStartKey ? found.findIndex(isStart) + 1 : 0;
  const Items = found.slice(from, from + Limit);
  const last = Items.at(-1);
  const isMore = from + Limit < found.length;
  return { Items, ...(last && isMore && { LastEvaluatedKey: { pk: last.pk, sk: last.sk } }) };
};

const query = (items: Shelf, request: QueryInput): object => {
  const [hash, range] = request.IndexName
    ? [`${request.IndexName}pk`, `${request.IndexName}sk`]
    : ['pk', 'sk'];
  const wanted = partitionOf(request);
  const candidates = request.IndexName ? items.all() : items.partition(wanted);
  const found = candidates
    .filter((item) => item[hash]?.S === wanted)
    .filter((item) => holds(request.KeyConditionExpression, item, request))
    .sort(bySortKey(range ?? ''));
  return pageOf(request.ScanIndexForward === false ? found.reverse() : found, request);
};

/**
 * As much of DynamoDB as our adapters use, in memory and in one piece: for ten thousand histories.
 * The same histories also run on the embedded table.
 */
export const smallTable = (now: () => number) => {
  const items = shelf();
  const tokens = new Map<string, number>();
  const once = ({ TransactItems, ClientRequestToken = '' }: TransactWriteItemsInput): void => {
    if (now() - (tokens.get(ClientRequestToken) ?? Number.NEGATIVE_INFINITY) < tenMinutes) return;
    transact(items, TransactItems ?? []);
    tokens.set(ClientRequestToken, now());
  };
  const operations: Record<string, (input: never) => unknown> = {
    GetItem: ({ Key }: GetItemInput) => ({ Item: items.get(Key) }),
    BatchGetItem: ({ RequestItems = {} }: BatchGetItemInput) => ({
      Responses: Object.fromEntries(
        Object.entries(RequestItems).map(([table, { Keys = [] }]) => [
          table,
          Keys.map((key) => items.get(key)).filter((item) => item !== undefined),
        ]),
      ),
    }),
    PutItem: (input: PutItemInput) => {
      single(items, input.Item, input);
      items.put(input.Item as Attributes);
      return {};
    },
    DeleteItem: (input: DeleteItemInput) => {
      single(items, input.Key, input);
      items.remove(input.Key);
      return {};
    },
    Query: (input: QueryInput) => query(items, input),
    TransactWriteItems: (input: TransactWriteItemsInput) => {
      once(input);
      return {};
    },
  };
  return {
    answer: async (operation: string, input: unknown): Promise<unknown> => {
      const work = operations[operation];
      if (!work) throw new Error(`the small table does not offer ${operation}`);
      return work(input as never);
    },
    close: async (): Promise<void> => undefined,
  };
};

/** A table that the histories can run on. */
export type ModelTable = ReturnType<typeof smallTable>;
