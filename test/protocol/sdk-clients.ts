import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { Service } from './faults.ts';

/** Answers an SDK command by its name and input. */
export type Endpoint = (service: Service, operation: string, input: unknown) => Promise<unknown>;

type Middleware = (
  next: (args: { input: unknown }) => Promise<unknown>,
  context: { commandName?: string },
) => (args: { input: unknown }) => Promise<unknown>;

interface Stack {
  identify(): string[];
  remove(name: string): boolean;
  add(middleware: Middleware, options: { name: string; step: string }): void;
  addRelativeTo(
    middleware: Middleware,
    options: { name: string; relation: string; toMiddleware: string },
  ): void;
}

/** The middleware of a client, for any of its commands. */
export const stackOf = ({ middlewareStack }: { middlewareStack: unknown }): Stack =>
  middlewareStack as Stack;

/** Only the names are left that the SDK adds its own parts to. */
const emptied = (client: { middlewareStack: unknown }): Stack => {
  const stack = stackOf(client);
  for (const line of stack.identify()) stack.remove(line.split(' ')[0] ?? '');
  const passOn: Middleware = (next) => (args) => next(args);
  stack.add(passOn, { name: 'serializerMiddleware', step: 'serialize' });
  return stack;
};

/** Ends the way of a command here: past endpoints, signing, bytes and retries. */
const shortcut =
  (service: Service, endpoint: Endpoint): Middleware =>
  (_, { commandName = '' }) =>
  async ({ input }) => {
    const output = await endpoint(service, commandName.replace(/Command$/, ''), input);
    return { output: { ...(output as object), $metadata: {} }, response: {} };
  };

/** The document client hooks in at two names; what is not yet in attribute values stays outside. */
const shortTable = (client: DynamoDBClient, endpoint: Endpoint): DynamoDBClient => {
  emptied(client).addRelativeTo(shortcut('table', endpoint), {
    name: 'deserializerMiddleware',
    relation: 'after',
    toMiddleware: 'DocumentMarshall',
  });
  return client;
};

const shortened = <C extends SFNClient | SESv2Client>(
  client: C,
  service: Service,
  endpoint: Endpoint,
): C => {
  emptied(client).add(shortcut(service, endpoint), { name: 'shortcut', step: 'initialize' });
  return client;
};

const anyone = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
};

/** The three clients of our adapters, answered by one endpoint. */
export const shortClients = (endpoint: Endpoint) => ({
  table: shortTable(new DynamoDBClient(anyone), endpoint),
  machine: shortened(new SFNClient(anyone), 'machine', endpoint),
  mail: shortened(new SESv2Client(anyone), 'mail', endpoint),
});
