import type { ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb';

interface Answer {
  readonly ConsumedCapacity?: ConsumedCapacity | readonly ConsumedCapacity[];
}

const reads = new Set(['GetItemCommand', 'BatchGetItemCommand', 'QueryCommand']);

/** Asks the table for the bill of every read that this client sends; the sum in read units. */
export const meterReads = (client: DynamoDBClient): (() => number) => {
  let units = 0;
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        if (!reads.has(commandName)) return next(args);
        Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        const answered = await next(args);
        const { ConsumedCapacity = [] } = answered.output as Answer;
        for (const { CapacityUnits = 0 } of [ConsumedCapacity].flat()) units += CapacityUnits;
        return answered;
      },
    { step: 'initialize', name: 'askForTheBillOfReads' },
  );
  return () => units;
};
