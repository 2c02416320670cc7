import { readFileSync, writeFileSync } from 'node:fs';
import {
  DescribeExecutionCommand,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { describe, expect, it, vi } from 'vitest';
import { sfnRequestHandler } from '../local/step-functions/dialect.ts';
import type { StateMachine } from '../workflows/asl.ts';
import { chain, placeholder, wait } from './support/small-machines.ts';
import { anyone, newFile, open } from './support/step-functions.ts';

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

  it.each<[string, object]>([
    ['cannot call', { Resource: 'arn:aws:states:::sqs:sendMessage' }],
    ['Nobody}, which has no handler', { Parameters: { FunctionName: placeholder('Nobody') } }],
    ['needs a TimeoutSeconds', { TimeoutSeconds: 2_147_484 }],
    ['uses HeartbeatSeconds', { HeartbeatSeconds: 5 }],
    ['has the ResultPath $', { ResultPath: '$' }],
    ['hands out $$.Task.Token, but does not wait', { Parameters: wait('Ask', 5).Parameters }],
    ['waits for a token, but hands out no', { ...wait('Ask', 5), Parameters: {} }],
    ['definition is invalid', { Next: 'Nowhere' }],
  ])('refuses to start with a state that %s', async (problem, changes) => {
    const Weigh = { ...chain.States.Weigh, ...changes };
    const definition = { ...chain, States: { ...chain.States, Weigh } } as StateMachine;

    const opening = open({ machines: { chain: definition } });

    await expect(opening).rejects.toThrow(problem);
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
