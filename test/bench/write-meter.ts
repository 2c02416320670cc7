import type { ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Item } from 'dynalite/db/index.js';

interface Put {
  readonly Item: Item;
}
interface At {
  readonly Key: Item;
}

/** A write as it goes over the wire: one action, or a transaction of several. */
export type WriteRequest =
  | { readonly TransactItems: readonly { Put?: Put; Delete?: At; ConditionCheck?: At }[] }
  | Put
  | At;

export interface BilledWrite {
  readonly request: WriteRequest;
  /** What the table says it took, in write units, with its indexes apart. */
  readonly capacity: readonly ConsumedCapacity[];
}

export interface WriteMeter {
  readonly writes: readonly BilledWrite[];
  /** Writes that were refused or failed: a table bills them too, and does not say how much. */
  failed(): number;
}

const billed = new Set([
  'PutItemCommand',
  'DeleteItemCommand',
  'UpdateItemCommand',
  'BatchWriteItemCommand',
  'TransactWriteItemsCommand',
]);

interface Sent {
  readonly commandName?: string;
}

const isBilled = ({ commandName = '' }: Sent) => billed.has(commandName);

// A view on the same bytes: the SDK's own array warns when it is copied by Buffer.from.
const textOf = (body: string | Uint8Array) =>
  typeof body === 'string'
    ? body
    : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');

/** Asks the table for the bill of every write that this client sends, and keeps it. */
export const meterWrites = (client: DynamoDBClient): WriteMeter => {
  const writes: BilledWrite[] = [];
  let failed = 0;
  client.middlewareStack.add(
    (next, context) => (args) => {
      if (isBilled(context)) Object.assign(args.input, { ReturnConsumedCapacity: 'INDEXES' });
      return next(args);
    },
    { step: 'initialize', name: 'askForTheBill' },
  );
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (!isBilled(context)) return next(args);
      try {
        const result = await next(args);
        const { ConsumedCapacity } = result.output as {
          ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[];
        };
        const request = JSON.parse(textOf((args.request as { body: string | Uint8Array }).body));
        writes.push({ request, capacity: [ConsumedCapacity ?? []].flat() });
        return result;
      } catch (error) {
        failed += 1;
        throw error;
      }
    },
    { step: 'build', name: 'keepTheBill' },
  );
  return { writes, failed: () => failed };
};
