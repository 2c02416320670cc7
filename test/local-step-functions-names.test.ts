import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import {
  DescribeStateMachineCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  paginateGetExecutionHistory,
  paginateListExecutions,
  StartExecutionCommand,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { describe, expect, it, vi } from 'vitest';
import { each, machines } from './support/small-machines.ts';
import { newFile, open, types } from './support/step-functions.ts';

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
    const { stopDate } = await after.look(waiting);
    await after.close();
    const third = await open({ file: killed, now: () => Date.now() + 60_000 });
    expect(stopDate).toBeInstanceOf(Date);
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
