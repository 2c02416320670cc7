import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { Service } from './faults.ts';

/** Answers an SDK command by its name and input. */
export type Endpoint = (service: Service, operation: string, input: unknown) => Promise<unknown>;

interface Stack {
  identify(): string[];
  remove(name: string): boolean;
  add(
    middleware: (
      next: (args: never) => Promise<unknown>,
      context: { commandName?: string },
    ) => (args: { input: object }) => Promise<unknown>,
    options: { name: string; step: string; priority?: string },
  ): void;
}

/**
 * Cuts a client short: commands go from their input straight to the endpoint and back, past
 * signing, bytes and retries. The two names are where the document client hooks in; they come first,
 * so that nothing behind them runs.
 */
const cutShort = <C extends { middlewareStack: unknown }>(
  client: C,
  service: Service,
  endpoint: Endpoint,
): C => {
  const stack = client.middlewareStack as Stack;
  for (const line of stack.identify()) stack.remove(line.split(' ')[0] ?? '');
  stack.add((next) => (args) => next(args as never), {
    name: 'serializerMiddleware',
    step: 'initialize',
    priority: 'high',
  });
  stack.add(
    (_, { commandName = '' }) =>
      async ({ input }) => {
        const output = await endpoint(service, commandName.replace(/Command$/, ''), input);
        return { output: { ...(output as object), $metadata: {} }, response: {} };
      },
    { name: 'deserializerMiddleware', step: 'initialize' },
  );
  return client;
};

const anyone = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
};

/** The three clients of our adapters, answered by one endpoint. */
export const shortClients = (endpoint: Endpoint) => ({
  table: cutShort(new DynamoDBClient(anyone), 'table', endpoint),
  machine: cutShort(new SFNClient(anyone), 'machine', endpoint),
  mail: cutShort(new SESv2Client(anyone), 'mail', endpoint),
});
