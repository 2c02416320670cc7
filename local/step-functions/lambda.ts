import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { region } from './arns.ts';
import { BeyondCatch, TaskFailed } from './task-failed.ts';

export type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** The largest input or output of a state, in bytes of UTF-8. */
const maxDataBytes = 262_144;

const nothing = () => undefined;

const contextOf = (functionName: string, timeoutSeconds: number): Context => {
  const deadline = Date.now() + timeoutSeconds * 1000;
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${region}:000000000000:function:${functionName}`,
    memoryLimitInMB: '256',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'embedded',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: nothing,
    fail: nothing,
    succeed: nothing,
  };
};

// The shape Lambda reports; without the stack, which would tell paths of the machine.
const failureOf = (thrown: unknown): TaskFailed => {
  const errorType = thrown instanceof Error ? thrown.name : typeof thrown;
  const errorMessage = thrown instanceof Error ? thrown.message : String(thrown);
  return new TaskFailed(errorType, JSON.stringify({ errorType, errorMessage, trace: [] }));
};

const answerOf = async (handler: Handler, event: unknown, context: Context): Promise<string> => {
  try {
    return JSON.stringify(await handler(event, context)) ?? 'null';
  } catch (thrown) {
    throw failureOf(thrown);
  }
};

/** Calls a function as Lambda does: JSON in, JSON out; a thrown error's `name` is the error's name. */
export const invoke = async (
  { functionName, handler }: { functionName: string; handler: Handler },
  event: unknown,
  timeoutSeconds: number,
): Promise<unknown> => {
  const answer = await answerOf(handler, event, contextOf(functionName, timeoutSeconds));
  if (Buffer.byteLength(answer) > maxDataBytes) {
    const cause = `${functionName} returned more than ${maxDataBytes} bytes`;
    throw new BeyondCatch('States.DataLimitExceeded', cause);
  }
  return JSON.parse(answer);
};
