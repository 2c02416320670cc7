import {
  ExecutionDoesNotExist,
  InvalidArn,
  InvalidExecutionInput,
  InvalidName,
  InvalidToken,
  ListActivitiesCommand,
  SendTaskHeartbeatCommand,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
  TaskTimedOut,
  ValidationException,
} from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { open, types } from './support/step-functions.ts';

class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

const later = async (): Promise<never> => {
  throw new Unavailable('try again');
};

describe('an execution', () => {
  it('runs the definition to its end, choice by choice', async () => {
    const { start, ended } = await open();

    const heavy = await ended(await start('chain', { weight: 12 }));
    const light = await ended(await start('chain', { weight: 2 }, 'light-one'));

    expect(JSON.parse(heavy.output ?? '')).toEqual({ weight: 12, heavy: true });
    expect(light).toMatchObject({
      executionArn: 'arn:aws:states:us-east-1:000000000000:execution:chain:light-one',
      stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:chain',
      name: 'light-one',
      status: 'SUCCEEDED',
      input: '{"weight":2}',
      output: '{"weight":2}',
    });
    expect(light.stopDate?.getTime()).toBeGreaterThanOrEqual(light.startDate?.getTime() ?? 0);
  });

  it('is told in the words of AWS', async () => {
    const { start, ended, history } = await open();
    const { executionArn = '' } = await ended(await start('chain', { weight: 12 }));

    const events = await history(executionArn);

    expect(types(events)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskSucceeded',
      'TaskStateExited',
      'ChoiceStateEntered',
      'ChoiceStateExited',
      'PassStateEntered',
      'PassStateExited',
      'ExecutionSucceeded',
    ]);
    expect(events.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(events.map(({ previousEventId }) => previousEventId)).toEqual([
      0, 0, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect(events[1]?.stateEnteredEventDetails).toEqual({ name: 'Weigh', input: '{"weight":12}' });
    expect(events[4]?.stateExitedEventDetails).toEqual({ name: 'Weigh', output: '{"weight":12}' });
    expect(events[9]?.executionSucceededEventDetails?.output).toBe('{"weight":12,"heavy":true}');
  });

  it('shows the function what Lambda would, JSON in and JSON out', async () => {
    const seen: unknown[] = [];
    const event = { weight: 1, list: [null] };
    const { start, ended } = await open({
      functions: {
        Weigh: async (given, { functionName, awsRequestId, getRemainingTimeInMillis }) => {
          seen.push(given, functionName, awsRequestId.length, getRemainingTimeInMillis() > 59_000);
          return { weight: 3, at: new Date(0), gone: undefined };
        },
      },
    });

    const { output } = await ended(await start('chain', event));

    expect(seen).toEqual([event, 'Weigh', 36, true]);
    expect(output).toBe('{"weight":3,"at":"1970-01-01T00:00:00.000Z"}');
  });

  it('fails with the name that the function threw', async () => {
    const { start, ended, history } = await open({ functions: { Weigh: later } });

    const { executionArn = '', ...end } = await ended(await start('chain'));

    expect(end).toMatchObject({ status: 'FAILED', error: 'Unavailable' });
    expect(JSON.parse(end.cause ?? '')).toEqual({
      errorType: 'Unavailable',
      errorMessage: 'try again',
      trace: [],
    });
    expect(types(await history(executionArn)).slice(-2)).toEqual(['TaskFailed', 'ExecutionFailed']);
  });

  it('fails when a function returns more than AWS carries, and nothing catches that', async () => {
    const { start, ended } = await open({
      functions: { Ask: async () => 'x'.repeat(262_145) },
    });

    const end = await ended(await start('ask'));

    expect(end).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('ends with its 25,000th event when it would never end', async () => {
    const { start, ended, history } = await open();

    const { executionArn = '', ...end } = await ended(await start('endless', { never: false }));
    const [last] = await history(executionArn, { reverseOrder: true, maxResults: 1 });

    expect(end).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(last).toMatchObject({ id: 25_000, previousEventId: 24_999, type: 'ExecutionFailed' });
  });

  it('is aborted by a stop', async () => {
    const { start, look, client, token, succeed, history } = await open();
    const executionArn = await start('ask', { asked: true });
    const taskToken = await token();

    const reason = { error: 'Withdrawn', cause: 'by hand' };
    const { stopDate } = await client.send(new StopExecutionCommand({ executionArn, ...reason }));
    const again = await client.send(new StopExecutionCommand({ executionArn }));

    expect(await look(executionArn)).toMatchObject({ status: 'ABORTED', stopDate, ...reason });
    expect(again.stopDate).toEqual(stopDate);
    await expect(succeed(taskToken)).rejects.toBeInstanceOf(TaskTimedOut);
    const events = await history(executionArn);
    expect(types(events)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'ExecutionAborted',
    ]);
    expect(events.at(-1)).toMatchObject({
      previousEventId: 0,
      executionAbortedEventDetails: reason,
    });
  });
});

describe('a refusal', () => {
  it('has the name that AWS gives it', async () => {
    const { start, client, arnOf, history } = await open();
    const begin = (more: object) =>
      client.send(new StartExecutionCommand({ stateMachineArn: arnOf('chain'), ...more }));

    await expect(begin({ name: 'two words' })).rejects.toBeInstanceOf(InvalidName);
    await expect(begin({ name: 'x'.repeat(81) })).rejects.toBeInstanceOf(ValidationException);
    await expect(begin({ input: '{torn' })).rejects.toBeInstanceOf(InvalidExecutionInput);
    await expect(begin({ stateMachineArn: 'chain' })).rejects.toBeInstanceOf(InvalidArn);
    await expect(begin({ stateMachineArn: arnOf('other') })).rejects.toBeInstanceOf(
      StateMachineDoesNotExist,
    );
    const absent = (await start('chain')).replace(/[^:]+$/, 'absent');
    await expect(history(absent)).rejects.toBeInstanceOf(ExecutionDoesNotExist);
    await expect(
      client.send(new SendTaskHeartbeatCommand({ taskToken: 'x' })),
    ).rejects.toBeInstanceOf(InvalidToken);
    await expect(client.send(new ListActivitiesCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });

  it('reaches whoever speaks HTTP without the SDK', async () => {
    const { endpoint } = await open();
    const post = (headers: Record<string, string>, body: string) =>
      fetch(endpoint, { method: 'POST', headers, body });
    const json = { 'content-type': 'application/x-amz-json-1.0' };

    const fromPage = await post({ 'content-type': 'text/plain' }, '{}');
    const torn = await post({ ...json, 'x-amz-target': 'AWSStepFunctions.ListStateMachines' }, '{');
    const huge = await post({ ...json, 'x-amz-target': 'x' }, ' '.repeat(1024 * 1024 + 1));

    expect([fromPage.status, torn.status, huge.status]).toEqual([400, 400, 413]);
    expect(await torn.json()).toMatchObject({ __type: 'SerializationException' });
  });
});
