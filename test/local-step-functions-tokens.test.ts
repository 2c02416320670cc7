import {
  InvalidOutput,
  InvalidToken,
  SendTaskSuccessCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { twentyDays } from './support/small-machines.ts';
import { open, types } from './support/step-functions.ts';

class Superseded extends Error {
  override readonly name = 'Superseded';
}

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
      functions: {
        Ask: (event) => {
          resolve((event as { token: string }).token);
          return new Promise(() => undefined);
        },
      },
    });
    const executionArn = await start('ask');

    await succeed(await promise, 'early');

    expect((await ended(executionArn)).output).toBe('"early"');
  });

  it('answers once, even in the same instant: afterwards it has timed out', async () => {
    const { start, ended, token, succeed, fail, answer } = await open();
    const executionArn = await start('ask');
    const taskToken = await token();

    const twice = ['1', '2'].map((output) =>
      answer('AWSStepFunctions.SendTaskSuccess', { taskToken, output }),
    );

    expect((await Promise.all(twice)).map(({ status }) => status)).toEqual([200, 400]);
    expect((await ended(executionArn)).output).toBe('1');
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
      functions: {
        Ask: async (event) => {
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
    const standingStill = { now: () => 0 };
    const { start, look, ended, token, succeed, history } = await open(standingStill);
    const executionArn = await start('brief');
    const [first, second] = [await token(1), await token(2)];

    await expect(succeed(first)).rejects.toBeInstanceOf(TaskTimedOut);
    expect((await look(executionArn)).status).toBe('RUNNING');
    await succeed(second, 'better late');

    expect(JSON.parse((await ended(executionArn)).output ?? '')).toMatchObject({
      error: { Error: 'States.Timeout' },
      answer: 'better late',
    });
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

  it('has timed out when another item has failed its Map', async () => {
    const { start, ended, token, tokens, succeed, fail, history } = await open();
    const executionArn = await start('each', { items: [1, 2] });
    await token(2);

    await fail(tokens[0] ?? '', 'Broken', 'by a test');

    expect(await ended(executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'Broken',
      cause: 'by a test',
    });
    await expect(succeed(tokens[1] ?? '')).rejects.toBeInstanceOf(TaskTimedOut);
    expect(types(await history(executionArn))).toContain('MapIterationFailed');
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
