import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  type GetExecutionHistoryCommandInput,
  InvalidArn,
  InvalidExecutionInput,
  InvalidName,
  InvalidOutput,
  InvalidToken,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  paginateGetExecutionHistory,
  paginateListExecutions,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
  ValidationException,
} from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sfnRequestHandler } from '../local/step-functions/request-handler.ts';
import {
  type StepFunctionsOptions,
  startStepFunctions,
} from '../local/step-functions/step-functions.ts';
import { type Retrier, type StateMachine, workflow } from '../workflows/asl.ts';

const anyone = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
};

const twentyDays = 20 * 24 * 60 * 60;

class Superseded extends Error {
  override readonly name = 'Superseded';
}

class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

const later = async (): Promise<never> => {
  throw new Unavailable('try again');
};

const call = (name: string) =>
  ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: name, 'Payload.$': '$' },
    OutputPath: '$.Payload',
    TimeoutSeconds: 60,
  }) as const;

const wait = (name: string, TimeoutSeconds: number) =>
  ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Parameters: { FunctionName: name, Payload: { 'of.$': '$', 'token.$': '$$.Task.Token' } },
    TimeoutSeconds,
  }) as const;

const patiently: readonly Retrier[] = [
  { ErrorEquals: ['Unavailable'], IntervalSeconds: 3600, MaxAttempts: 2 },
];

const chain = workflow({
  StartAt: 'Weigh',
  States: {
    Weigh: { ...call('${Weigh}'), Next: 'Judge' },
    Judge: {
      Type: 'Choice',
      Choices: [{ Variable: '$.weight', NumericGreaterThanEquals: 10, Next: 'Heavy' }],
      Default: 'Light',
    },
    Heavy: { Type: 'Pass', Parameters: { 'weight.$': '$.weight', heavy: true }, End: true },
    Light: { Type: 'Succeed' },
  },
});

const ask = workflow({
  StartAt: 'Ask',
  States: {
    Ask: {
      ...wait('${Ask}', twentyDays),
      Retry: patiently,
      Catch: [
        { ErrorEquals: ['Superseded'], ResultPath: '$.error', Next: 'Superseded' },
        { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Failed' },
      ],
      End: true,
    },
    Superseded: { Type: 'Succeed' },
    Failed: { Type: 'Fail', Error: 'AskFailed', Cause: 'nobody answered' },
  },
});

const brief = workflow({
  StartAt: 'Ask',
  States: {
    Ask: {
      ...wait('${Ask}', 1),
      Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: '$.error', Next: 'Parked' }],
      End: true,
    },
    Parked: { Type: 'Succeed' },
  },
});

const one = workflow({
  StartAt: 'Ask',
  States: {
    Ask: { ...wait('${Ask}', twentyDays), Retry: patiently, Next: 'Double' },
    Double: { ...call('${Double}'), End: true },
  },
});

const each = workflow({
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      ItemsPath: '$.items',
      MaxConcurrency: 3,
      ItemProcessor: one,
      ResultPath: '$.doubled',
      End: true,
    },
  },
});

const endless = workflow({
  StartAt: 'Again',
  States: {
    Again: {
      Type: 'Choice',
      Choices: [{ Variable: '$.never', BooleanEquals: true, Next: 'Done' }],
      Default: 'Again',
    },
    Done: { Type: 'Succeed' },
  },
});

const machines = { chain, ask, brief, each, endless };

const opened: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((close) => close()));
});

/** An endpoint with a client, and the tokens its `Ask` was given so far. */
const open = async (options: Partial<StepFunctionsOptions> = {}) => {
  const tokens: string[] = [];
  const remember = async (event: unknown) => {
    tokens.push((event as { token: string }).token);
  };
  const endpoint = await startStepFunctions({
    machines,
    ...options,
    handlers: {
      '${Weigh}': async (event) => event,
      '${Ask}': remember,
      '${Double}': async (event) => Number(event) * 2,
      ...options.handlers,
    },
  });
  opened.push(() => endpoint.close());
  const client = new SFNClient({ endpoint: endpoint.endpoint, ...anyone });
  const start = async (machine: keyof typeof machines, input: unknown = {}, name?: string) => {
    const stateMachineArn = endpoint.arnOf(machine);
    const command = { stateMachineArn, input: JSON.stringify(input), ...(name && { name }) };
    const { executionArn = '' } = await client.send(new StartExecutionCommand(command));
    return executionArn;
  };
  const look = (executionArn: string) =>
    client.send(new DescribeExecutionCommand({ executionArn }));
  const ended = (executionArn: string) =>
    vi.waitUntil(
      async () => {
        const seen = await look(executionArn);
        return seen.status === 'RUNNING' ? undefined : seen;
      },
      { timeout: 20_000, interval: 20 },
    );
  const token = (count = 1) => vi.waitUntil(() => tokens[count - 1], { timeout: 20_000 });
  const succeed = (taskToken: string, output: unknown = {}) =>
    client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
  const fail = (taskToken: string, error: string, cause?: string) =>
    client.send(new SendTaskFailureCommand({ taskToken, error, ...(cause && { cause }) }));
  const history = async (
    executionArn: string,
    more: Partial<GetExecutionHistoryCommandInput> = {},
  ) => {
    const question = { executionArn, maxResults: 1000, ...more };
    const { events = [] } = await client.send(new GetExecutionHistoryCommand(question));
    return events;
  };
  return { ...endpoint, client, tokens, start, look, ended, token, succeed, fail, history };
};

const types = (events: { type?: string | undefined }[]) => events.map(({ type }) => type);

const newFile = () => join(mkdtempSync(join(tmpdir(), 'ora-executions-')), 'executions.jsonl');

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
      handlers: {
        '${Weigh}': async (given, { functionName, awsRequestId, getRemainingTimeInMillis }) => {
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
    const { start, ended, history } = await open({ handlers: { '${Weigh}': later } });

    const { executionArn = '', ...end } = await ended(await start('chain'));

    expect(end).toMatchObject({ status: 'FAILED', error: 'Unavailable' });
    expect(JSON.parse(end.cause ?? '')).toEqual({
      errorType: 'Unavailable',
      errorMessage: 'try again',
      trace: [],
    });
    expect(types(await history(executionArn)).slice(-2)).toEqual(['TaskFailed', 'ExecutionFailed']);
  });

  it('fails when a function returns more than AWS carries', async () => {
    const { start, ended } = await open({
      handlers: { '${Weigh}': async () => 'x'.repeat(262_145) },
    });

    const end = await ended(await start('chain'));

    expect(end).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('ends with its 25,000th event when it would never end', async () => {
    const { start, ended, history } = await open();

    const { executionArn = '', ...end } = await ended(await start('endless', { never: false }));
    const [last] = await history(executionArn, { reverseOrder: true, maxResults: 1 });

    expect(end).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(last).toMatchObject({ id: 25_000, previousEventId: 24_999, type: 'ExecutionFailed' });
  });

  it('is aborted by a stop, and nothing catches that', async () => {
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

describe('a task token', () => {
  it('lets the execution go on with the answer', async () => {
    const { start, ended, token, succeed, history } = await open();
    const executionArn = await start('ask', { review: 'r1' });

    await succeed(await token(), { outcome: 'submitted' });

    expect((await ended(executionArn)).output).toBe('{"outcome":"submitted"}');
    expect(JSON.stringify(await history(executionArn))).not.toContain(await token());
  });

  it('may be answered before the function has returned', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const { start, ended, succeed } = await open({
      handlers: {
        '${Ask}': (event) => {
          resolve((event as { token: string }).token);
          return new Promise(() => undefined);
        },
      },
    });
    const executionArn = await start('ask');

    await succeed(await promise, 'early');

    expect((await ended(executionArn)).output).toBe('"early"');
  });

  it('answers once: afterwards it has timed out', async () => {
    const { start, ended, token, succeed, fail } = await open();
    const executionArn = await start('ask');
    const taskToken = await token();

    const answers = await Promise.allSettled([succeed(taskToken, 1), succeed(taskToken, 2)]);

    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await ended(executionArn);
    await expect(succeed(taskToken)).rejects.toBeInstanceOf(TaskTimedOut);
    await expect(fail(taskToken, 'Late')).rejects.toBeInstanceOf(TaskTimedOut);
  });

  it('is refused when malformed, of no execution, or answered with something that is no JSON', async () => {
    const { start, client, token, succeed, tokens } = await open();
    await start('ask', {}, 'elsewhere');
    const taskToken = await token();
    const { start: startHere, token: tokenHere, succeed: succeedHere } = await open();
    await startHere('ask', {}, 'here');
    await tokenHere();

    const torn = client.send(new SendTaskSuccessCommand({ taskToken, output: '{' }));

    await expect(torn).rejects.toBeInstanceOf(InvalidOutput);
    await expect(succeed('garbage')).rejects.toBeInstanceOf(InvalidToken);
    await expect(succeed(`${taskToken}A`)).rejects.toBeInstanceOf(InvalidToken);
    await expect(succeedHere(taskToken)).rejects.toBeInstanceOf(TaskDoesNotExist);
    await expect(succeed(taskToken)).resolves.toBeDefined();
    expect(tokens).toHaveLength(1);
  });

  it('fails its task by SendTaskFailure, and Catch sees the name', async () => {
    const { start, ended, token, fail } = await open();
    const superseded = await start('ask', { n: 1 });
    await fail(await token(1), 'Superseded', 'another run');
    const broken = await start('ask', { n: 2 });
    await fail(await token(2), 'Broken');

    expect(JSON.parse((await ended(superseded)).output ?? '')).toEqual({
      n: 1,
      error: { Error: 'Superseded', Cause: 'another run' },
    });
    expect(await ended(broken)).toMatchObject({
      status: 'FAILED',
      error: 'AskFailed',
      cause: 'nobody answered',
    });
  });

  it('is a new one after a retry, and the old one has timed out', async () => {
    const { start, ended, token, succeed, fail, history } = await open({ retryDelays: 0 });
    const executionArn = await start('ask');

    const first = await token(1);
    await fail(first, 'Unavailable');
    const second = await token(2);

    expect(second).not.toBe(first);
    await expect(succeed(first)).rejects.toBeInstanceOf(TaskTimedOut);
    await succeed(second, 'second');
    expect((await ended(executionArn)).output).toBe('"second"');
    expect(types(await history(executionArn)).slice(2, 6)).toEqual([
      'TaskScheduled',
      'TaskFailed',
      'TaskScheduled',
      'TaskSucceeded',
    ]);
  });

  it('is forgotten when its function throws', async () => {
    const given: string[] = [];
    const { start, ended, succeed } = await open({
      handlers: {
        '${Ask}': async (event) => {
          given.push((event as { token: string }).token);
          throw new Superseded('not mine');
        },
      },
    });

    const { output } = await ended(await start('ask'));

    expect(JSON.parse(output ?? '').error.Error).toBe('Superseded');
    await expect(succeed(given[0] ?? '')).rejects.toBeInstanceOf(TaskTimedOut);
  });

  it('is forgotten when its task times out, and Catch sees States.Timeout', async () => {
    const { start, ended, token, succeed, history } = await open();

    const { executionArn = '', output } = await ended(await start('brief'));

    expect(JSON.parse(output ?? '').error.Error).toBe('States.Timeout');
    await expect(succeed(await token())).rejects.toBeInstanceOf(TaskTimedOut);
    expect(types(await history(executionArn))).toContain('TaskTimedOut');
  });

  it('times out at once when the clock has jumped over its time', async () => {
    let ahead = 0;
    const { start, ended, token, succeed } = await open({ now: () => Date.now() + ahead });
    const executionArn = await start('ask');
    const taskToken = await token();

    ahead = (twentyDays + 1) * 1000;

    await expect(succeed(taskToken)).rejects.toBeInstanceOf(TaskTimedOut);
    const { status, startDate, stopDate } = await ended(executionArn);
    expect(status).toBe('FAILED');
    expect(Number(stopDate) - Number(startDate)).toBeGreaterThan(twentyDays * 1000);
  });

  it('is one of many, each its own, inside a Map', async () => {
    const { start, ended, token, tokens, succeed, fail, history } = await open({ retryDelays: 0 });
    const executionArn = await start('each', { items: [1, 2, 3, 4] });
    await token(3);

    await fail(tokens[1] ?? '', 'Unavailable');
    await token(4);
    await Promise.all([succeed(tokens[0] ?? '', 10), succeed(tokens[2] ?? '', 30)]);
    await succeed(tokens[3] ?? '', 20);
    await succeed(await token(5), 40);

    expect(JSON.parse((await ended(executionArn)).output ?? '').doubled).toEqual([20, 40, 60, 80]);
    expect(new Set(tokens).size).toBe(5);
    const seen = types(await history(executionArn));
    expect(seen.filter((type) => type === 'MapIterationStarted')).toHaveLength(4);
    expect(seen.filter((type) => type === 'MapIterationSucceeded')).toHaveLength(4);
  });

  it('is waited for by a thousand executions at once', async () => {
    const { start, ended, token, tokens, succeed } = await open();
    const numbers = Array.from({ length: 1000 }, (_, n) => n);

    const arns = await Promise.all(numbers.map((n) => start('ask', { n })));
    await token(1000);
    await Promise.all(tokens.map((taskToken) => succeed(taskToken, 'done')));

    const ends = await Promise.all(arns.map(ended));
    expect(
      ends.filter(({ status, output }) => status === 'SUCCEEDED' && output === '"done"'),
    ).toHaveLength(1000);
  });
});

describe('a name', () => {
  it('gives the same answer while its execution runs with the same input, else it is taken', async () => {
    const { start, ended, token, succeed, client, arnOf } = await open();
    const command = new StartExecutionCommand({
      stateMachineArn: arnOf('ask'),
      name: 'review-1',
      input: '{"n":1}',
    });

    const [first, second] = [await client.send(command), await client.send(command)];

    expect(second.executionArn).toBe(first.executionArn);
    expect(second.startDate).toEqual(first.startDate);
    await expect(start('ask', { n: 2 }, 'review-1')).rejects.toBeInstanceOf(ExecutionAlreadyExists);
    await succeed(await token());
    await ended(first.executionArn ?? '');
    await expect(client.send(command)).rejects.toBeInstanceOf(ExecutionAlreadyExists);
    await expect(start('chain', {}, 'review-1')).resolves.toBeDefined();
  });

  it('outlives the process, and what ran then was aborted', async () => {
    const file = newFile();
    const before = await open({ file });
    const waiting = await before.start('ask', { n: 1 }, 'waiting');
    const taskToken = await before.token();
    const done = await before.start('chain', { weight: 3 }, 'done');
    await before.ended(done);
    // As a kill leaves it: the ends that close() writes are not there, the last line is torn.
    const killed = newFile();
    writeFileSync(killed, readFileSync(file));
    appendFileSync(killed, '{"line":"start","machine":"ask","name":"to');

    const after = await open({ file: killed });

    expect(await after.look(waiting)).toMatchObject({ status: 'ABORTED', input: '{"n":1}' });
    expect(types(await after.history(waiting))).toEqual(['ExecutionStarted', 'ExecutionAborted']);
    expect(await after.look(done)).toMatchObject({ status: 'SUCCEEDED', output: '{"weight":3}' });
    await expect(after.succeed(taskToken)).rejects.toBeInstanceOf(TaskTimedOut);
    await expect(after.start('ask', { n: 1 }, 'waiting')).rejects.toBeInstanceOf(
      ExecutionAlreadyExists,
    );
    await after.start('ask', {}, 'torn');
    const [{ stopDate }] = [await after.look(waiting)];
    await after.close();
    const third = await open({ file: killed });
    expect((await third.look(waiting)).stopDate).toEqual(stopDate);
    await expect(third.start('ask', {}, 'torn')).rejects.toBeInstanceOf(ExecutionAlreadyExists);
  });

  it('is kept for ever, the execution itself among the latest 5,000 only', async () => {
    const { answer, arnOf, start, look } = await open();
    const [stateMachineArn, input] = [arnOf('chain'), '{"weight":1}'];
    const first = await start('chain', { weight: 1 }, 'first');

    for (let n = 0; n < 5_000; n += 1) {
      await answer('AWSStepFunctions.StartExecution', { stateMachineArn, input });
    }

    await vi.waitFor(() => expect(look(first)).rejects.toBeInstanceOf(ExecutionDoesNotExist));
    await expect(start('chain', {}, 'first')).rejects.toBeInstanceOf(ExecutionAlreadyExists);
  });
});

describe('the lists', () => {
  it('come newest first, by status, page by page', async () => {
    const { start, ended, client, arnOf } = await open();
    for (const n of [1, 2, 3, 4, 5]) await ended(await start('chain', { weight: n }, `n${n}`));
    await start('ask', {}, 'waiting');
    const stateMachineArn = arnOf('chain');

    const pages: (string | undefined)[][] = [];
    const config = { client, pageSize: 2 };
    for await (const { executions = [] } of paginateListExecutions(config, { stateMachineArn })) {
      pages.push(executions.map(({ name }) => name));
    }

    expect(pages).toEqual([['n5', 'n4'], ['n3', 'n2'], ['n1']]);
    const running = { stateMachineArn: arnOf('ask'), statusFilter: 'RUNNING' } as const;
    expect((await client.send(new ListExecutionsCommand(running))).executions).toMatchObject([
      { name: 'waiting', status: 'RUNNING', stateMachineArn: arnOf('ask') },
    ]);
    const none = { stateMachineArn, statusFilter: 'RUNNING' } as const;
    expect((await client.send(new ListExecutionsCommand(none))).executions).toEqual([]);
    const { nextToken } = await client.send(
      new ListExecutionsCommand({ stateMachineArn, maxResults: 2 }),
    );
    const elsewhere = new ListExecutionsCommand({ ...none, nextToken });
    await expect(client.send(elsewhere)).rejects.toBeInstanceOf(InvalidToken);
  });

  it('show a history page by page, backwards, and without data', async () => {
    const { start, ended, client, history } = await open();
    const { executionArn = '' } = await ended(await start('chain', { weight: 12 }));

    const ids: (number | undefined)[][] = [];
    const question = { executionArn, reverseOrder: true };
    for await (const { events = [] } of paginateGetExecutionHistory(
      { client, pageSize: 4 },
      question,
    )) {
      ids.push(events.map(({ id }) => id));
    }
    const bare = await history(executionArn, { includeExecutionData: false });

    expect(ids).toEqual([
      [10, 9, 8, 7],
      [6, 5, 4, 3],
      [2, 1],
    ]);
    expect(JSON.stringify(bare)).not.toContain('weight');
    expect(bare[1]?.stateEnteredEventDetails).toEqual({ name: 'Weigh' });
  });

  it('name the state machines, with the very definitions', async () => {
    const { client, arnOf } = await open();

    const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
    const described = await client.send(
      new DescribeStateMachineCommand({ stateMachineArn: arnOf('each') }),
    );

    expect(stateMachines.map(({ name }) => name)).toEqual(Object.keys(machines));
    expect(described).toMatchObject({ name: 'each', type: 'STANDARD', status: 'ACTIVE' });
    expect(described.definition).toBe(JSON.stringify(each));
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
    ).rejects.toMatchObject({ name: 'UnknownOperationException' });
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

describe('the endpoint', () => {
  it('serves a client in its own process the same way', async () => {
    const { answer, arnOf } = await open();
    const client = new SFNClient({ ...anyone, requestHandler: sfnRequestHandler(answer) });

    const stateMachineArn = arnOf('ask');
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn }));

    expect((await client.send(new DescribeExecutionCommand({ executionArn }))).status).toBe(
      'RUNNING',
    );
    const garbage = new SendTaskSuccessCommand({ taskToken: 'garbage', output: '{}' });
    await expect(client.send(garbage)).rejects.toBeInstanceOf(InvalidToken);
  });

  it('leaves the definitions as they are', async () => {
    const frozen = structuredClone(chain);
    const freeze = (value: object) => {
      for (const inner of Object.values(value)) if (inner instanceof Object) freeze(inner);
      Object.freeze(value);
    };
    freeze(frozen);
    const { start, ended } = await open({ machines: { chain: frozen } });

    const { status } = await ended(await start('chain', { weight: 12 }));

    expect(status).toBe('SUCCEEDED');
  });

  it('refuses to start with a definition that is wrong or would run otherwise on AWS', async () => {
    const state = chain.States.Weigh;
    const having = (changes: object) => ({
      machines: {
        chain: {
          ...chain,
          States: { ...chain.States, Weigh: { ...state, ...changes } },
        } as StateMachine,
      },
    });

    await expect(open(having({ Resource: 'arn:aws:states:::sqs:sendMessage' }))).rejects.toThrow(
      'cannot call',
    );
    await expect(open(having({ Parameters: { FunctionName: '${Nobody}' } }))).rejects.toThrow(
      '${Nobody}, which has no handler',
    );
    await expect(open(having({ TimeoutSeconds: 2_147_484 }))).rejects.toThrow('TimeoutSeconds');
    await expect(open(having({ HeartbeatSeconds: 5 }))).rejects.toThrow('HeartbeatSeconds');
    await expect(open(having({ ResultPath: '$' }))).rejects.toThrow('ResultPath');
    await expect(open(having({ Next: 'Nowhere' }))).rejects.toThrow('Nowhere');
    await expect(
      open(having({ ...wait('${Ask}', 5), Parameters: state.Parameters })),
    ).rejects.toThrow('waits for a token');
  });

  it('refuses a file that is damaged, by line', async () => {
    const file = newFile();
    writeFileSync(file, 'nonsense\n');

    await expect(open({ file })).rejects.toThrow(`${file}, line 1, is not a record`);
  });

  it('closes over waiting executions, and leaves no timer behind', async () => {
    const file = newFile();
    const timers = () =>
      process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length;
    const before = timers();
    const { start, token, close, answer } = await open({ file });
    const numbers = Array.from({ length: 50 }, (_, n) => n);
    await Promise.all(numbers.map((n) => start('ask', { n })));
    await start('brief');
    await start('each', { items: [1, 2] });
    await token(53);
    const during = timers();

    await Promise.all([close(), close()]);

    expect(during - before).toBeGreaterThan(100);
    await vi.waitFor(() => expect(timers() - before).toBeLessThan(5));
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines.filter((line) => line.includes('"ABORTED"'))).toHaveLength(52);
    expect((await answer('AWSStepFunctions.ListStateMachines', {})).status).toBe(503);
  });
});
