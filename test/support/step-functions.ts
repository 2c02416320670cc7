import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type GetExecutionHistoryCommandInput,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, vi } from 'vitest';
import type { Handler } from '../../local/step-functions/lambda.ts';
import {
  type EmbeddedStepFunctions,
  type StepFunctionsOptions,
  startStepFunctions,
} from '../../local/step-functions/step-functions.ts';
import { machines, placeholder } from './small-machines.ts';

/** Whoever calls: the endpoint asks for no more. */
export const anyone = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
};

const patience = { timeout: 20_000, interval: 20 };

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Where executions may be kept until the test is over. */
export const newFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'ora-executions-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'executions.jsonl');
};

export const types = (events: { type?: string | undefined }[]) => events.map(({ type }) => type);

type Functions = Readonly<Record<string, Handler>>;

const executionsOf = (client: SFNClient, { arnOf }: EmbeddedStepFunctions) => {
  const start = async (machine: string, input: unknown = {}, name?: string) => {
    const question = { stateMachineArn: arnOf(machine), input: JSON.stringify(input) };
    const command = new StartExecutionCommand({ ...question, ...(name && { name }) });
    return (await client.send(command)).executionArn ?? '';
  };
  const look = (executionArn: string) =>
    client.send(new DescribeExecutionCommand({ executionArn }));
  const ended = (executionArn: string) =>
    vi.waitUntil(async () => {
      const seen = await look(executionArn);
      return seen.status !== 'RUNNING' && { ...seen, executionArn };
    }, patience);
  const history = async (
    executionArn: string,
    more: Partial<GetExecutionHistoryCommandInput> = {},
  ) => {
    const question = { executionArn, maxResults: 1000, ...more };
    const { events = [] } = await client.send(new GetExecutionHistoryCommand(question));
    return events;
  };
  return { start, look, ended, history };
};

const answersTo = (client: SFNClient) => ({
  succeed: (taskToken: string, output: unknown = {}) =>
    client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) })),
  fail: (taskToken: string, error: string, cause = 'no cause') =>
    client.send(new SendTaskFailureCommand({ taskToken, error, cause })),
});

const functionsOf = (tokens: string[], functions: Functions) => {
  const all: Functions = {
    Weigh: async (event) => event,
    Double: async (event) => Number(event) * 2,
    Ask: async (event) => {
      tokens.push((event as { token: string }).token);
    },
    ...functions,
  };
  return Object.fromEntries(
    Object.entries(all).map(([name, handler]) => [placeholder(name), handler]),
  );
};

/**
 * An endpoint that runs the small machines, with a client over HTTP, until the test is over. `tokens`
 * are those that `Ask` was given; `token(n)` waits for the n-th.
 */
export const open = async ({
  functions = {},
  ...options
}: Partial<StepFunctionsOptions> & { functions?: Functions } = {}) => {
  const tokens: string[] = [];
  const handlers = functionsOf(tokens, functions);
  const endpoint = await startStepFunctions({ machines, handlers, ...options });
  cleanups.push(() => endpoint.close());
  const client = new SFNClient({ endpoint: endpoint.endpoint, ...anyone });
  return {
    ...endpoint,
    client,
    tokens,
    token: (count = 1) => vi.waitUntil(() => tokens[count - 1], patience),
    ...executionsOf(client, endpoint),
    ...answersTo(client),
  };
};
