import { randomUUID } from 'node:crypto';
import { DynamoDBClient, type TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { setting } from './environment.ts';
import type { Key } from './keys.ts';
import { classified, Unavailable } from './unavailable.ts';

export type Item = Key & Record<string, unknown>;

/** A condition on the item as it stands: a DynamoDB expression with its values. */
export interface Condition {
  readonly expression: string;
  readonly names?: Record<string, string>;
  readonly values?: Record<string, unknown>;
}

/** One action of a transaction; `name` tells which condition was lost. */
export type Write = { readonly name: string; readonly condition?: Condition } & (
  | { readonly put: Item }
  | { readonly remove: Key }
  | { readonly check: Key }
);

/** The record is not as the decision saw it: the conditions that were lost, by name. */
export class LostCondition extends Error {
  override readonly name = 'LostCondition';
  readonly lost: readonly string[];

  constructor(lost: readonly string[]) {
    super(`lost: ${lost.join(', ')}`);
    this.lost = lost;
  }
}

export const absent: Condition = { expression: 'attribute_not_exists(pk)' };
export const present: Condition = { expression: 'attribute_exists(pk)' };
export const versionIs = (version: number): Condition => ({
  expression: 'version = :version',
  values: { ':version': version },
});

let documents = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});

/** Gives the table another client: tests count capacity, inject faults or stay in process with it. */
export const useDynamoDB = (client: DynamoDBClient): void => {
  documents = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
};

const conditioned = (condition?: Condition) =>
  condition && {
    ConditionExpression: condition.expression,
    ...(condition.names && { ExpressionAttributeNames: condition.names }),
    ...(condition.values && { ExpressionAttributeValues: condition.values }),
  };

const sent = async <T>(request: Promise<T>): Promise<T> => {
  try {
    return await request;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException')
      throw new LostCondition(['item']);
    throw classified(error);
  }
};

/** The item as last written, or undefined. Always a consistent read. */
export const getItem = async (key: Key): Promise<Item | undefined> => {
  const { Item } = await sent(
    documents.send(
      new GetCommand({ TableName: setting('TABLE_NAME'), Key: { ...key }, ConsistentRead: true }),
    ),
  );
  return Item as Item | undefined;
};

/** Up to 100 items at once, in no order; a missing one is left out. */
export const getItems = async (keys: readonly Key[]): Promise<Item[]> => {
  const TableName = setting('TABLE_NAME');
  let wanted: Record<string, unknown>[] = keys.map((key) => ({ ...key }));
  const found: Item[] = [];
  for (let attempt = 0; wanted.length > 0; attempt += 1) {
    if (attempt === 5) throw new Unavailable('try again: a batch of reads stayed unfinished');
    if (attempt > 0) await pause(attempt);
    const answer = await sent(
      documents.send(
        new BatchGetCommand({
          RequestItems: { [TableName]: { Keys: wanted, ConsistentRead: true } },
        }),
      ),
    );
    found.push(...((answer.Responses?.[TableName] ?? []) as Item[]));
    wanted = answer.UnprocessedKeys?.[TableName]?.Keys ?? [];
  }
  return found;
};

/** Writes one item on its own; throws LostCondition when the condition does not hold. */
export const putItem = async (item: Item, condition?: Condition): Promise<void> => {
  await sent(
    documents.send(
      new PutCommand({ TableName: setting('TABLE_NAME'), Item: item, ...conditioned(condition) }),
    ),
  );
};

/** Deletes one item; it may be gone already. */
export const deleteItem = async (key: Key): Promise<void> => {
  await sent(
    documents.send(new DeleteCommand({ TableName: setting('TABLE_NAME'), Key: { ...key } })),
  );
};

/** One page of a query, oldest key first. `next` continues it. */
export const queryPage = async (
  query: Omit<QueryCommandInput, 'TableName'>,
): Promise<{ items: Item[]; next?: Record<string, unknown> | undefined }> => {
  const answer = await sent(
    documents.send(new QueryCommand({ TableName: setting('TABLE_NAME'), ...query })),
  );
  return { items: (answer.Items ?? []) as Item[], next: answer.LastEvaluatedKey };
};

/** Every item of a query, page by page. */
export async function* queryAll(query: Omit<QueryCommandInput, 'TableName'>): AsyncGenerator<Item> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await queryPage({ ...query, ...(start && { ExclusiveStartKey: start }) });
    yield* page.items;
    start = page.next;
  } while (start);
}

const action = (write: Write) => {
  const TableName = setting('TABLE_NAME');
  if ('put' in write)
    return { Put: { TableName, Item: write.put, ...conditioned(write.condition) } };
  if ('remove' in write)
    return { Delete: { TableName, Key: { ...write.remove }, ...conditioned(write.condition) } };
  const { ConditionExpression = '', ...values } = conditioned(write.condition) ?? {};
  return { ConditionCheck: { TableName, Key: { ...write.check }, ConditionExpression, ...values } };
};

const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));

const isCancelled = (error: unknown): error is TransactionCanceledException =>
  error instanceof Error && error.name === 'TransactionCanceledException';

/** The names of the lost conditions; empty when it was only a conflict or a throttle. */
const lostConditions = (error: TransactionCanceledException, writes: readonly Write[]): string[] =>
  (error.CancellationReasons ?? []).flatMap(({ Code }, index) =>
    Code === 'ConditionalCheckFailed' ? [writes[index]?.name ?? '?'] : [],
  );

const isInvalid = (error: TransactionCanceledException): boolean =>
  (error.CancellationReasons ?? []).some(({ Code }) => Code === 'ValidationError');

/** Throws what no other try can mend: a lost condition by its names, an invalid request as it is. */
const requireTemporary = (error: unknown, writes: readonly Write[]): void => {
  if (!isCancelled(error)) {
    if (classified(error) instanceof Unavailable) return;
    throw error;
  }
  const lost = lostConditions(error, writes);
  if (lost.length > 0) throw new LostCondition(lost);
  if (isInvalid(error)) throw error;
};

/**
 * All writes or none. A conflict or a throttle is tried again with the same token, so that a lost
 * answer never writes twice; a lost condition is thrown as LostCondition and not tried again.
 */
export const transact = async (writes: readonly Write[], token: string): Promise<void> => {
  const command = () =>
    new TransactWriteCommand({ TransactItems: writes.map(action), ClientRequestToken: token });
  for (let attempt = 1; ; attempt += 1) {
    try {
      await documents.send(command());
      return;
    } catch (error) {
      requireTemporary(error, writes);
      if (attempt === 5) throw new Unavailable('try again: the table is busy', { cause: error });
      await pause(attempt);
    }
  }
};

/** The same; false, and nothing written, when the record is not as it was seen. */
export const transactUnlessMoved = async (writes: readonly Write[]): Promise<boolean> => {
  try {
    await transact(writes, randomUUID());
    return true;
  } catch (error) {
    if (error instanceof LostCondition) return false;
    throw error;
  }
};
