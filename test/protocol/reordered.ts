import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { stackOf } from './sdk-clients.ts';

const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned);
  if (
    typeof value !== 'object' ||
    value === null ||
    Object.getPrototypeOf(value) !== Object.prototype
  )
    return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, inner]) => [key, turned(inner)]));
};

export const tableClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
  });

/**
 * A client of a table that gives the fields of a map back in another order than they were written:
 * DynamoDB promises none. Source: Amazon DynamoDB Developer Guide, data types, "Map: unordered".
 */
export const reorderingClient = (endpoint: string): DynamoDBClient => {
  const client = tableClient(endpoint);
  stackOf(client).add(
    (next) => async (args) => {
      const result = (await next(args)) as { output: { Item?: unknown } };
      const { output } = result;
      return output.Item ? { ...result, output: { ...output, Item: turned(output.Item) } } : result;
    },
    { name: 'reordered', step: 'initialize' },
  );
  return client;
};
