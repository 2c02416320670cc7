import { StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runKey } from '../../adapters/keys.ts';
import { getRun } from '../../adapters/runs.ts';
import { putItem } from '../../adapters/table.ts';
import { review as machine } from '../../workflows/review.ts';
import { allStatesEntered, executionsOf, statesEntered } from '../support/executions.ts';
import {
  type FaultWorld,
  plainRecord,
  reconcileLater,
  recordOf,
  startFaultWorld,
  untilSettled,
} from '../support/fault-world.ts';
import {
  type CallFault,
  type FaultyMachines,
  startFaultyMachines,
} from '../support/faulty-machines.ts';

let world: FaultWorld;
let machines: FaultyMachines;

beforeAll(async () => {
  world = await startFaultWorld();
  machines = await startFaultyMachines();
});
afterAll(async () => {
  await machines.close();
  await world.close();
});

const stages = ['self-assessment', 'evaluation', 'verification'] as const;

/** Until the execution waits and its token is kept. */
const untilWaiting = async (review: string, stage: string) => {
  for (let tries = 0; tries < 500; tries += 1) {
    const run = await getRun(review);
    if (run?.token && run.stage === stage) return run;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`nobody waits for ${stage} of ${review}`);
};

const opened = async () => {
  const review = await world.open();
  await untilSettled(review);
  return review;
};

const finish = async (review: string, from = 0) => {
  for (const stage of stages.slice(from)) {
    await untilSettled(review);
    expect((await world.submit(review, stage)).status).toBe(201);
  }
  await world.closed(review);
  await untilSettled(review);
  expect(await recordOf(review)).toEqual(plainRecord);
};

/** Ends the execution that waits, so that the next command has to start another. */
const endExecution = async (review: string) => {
  const running = (await executionsOf(machines.client, review)).find(
    ({ status }) => status === 'RUNNING',
  );
  if (running)
    await machines.client.send(new StopExecutionCommand({ executionArn: running.executionArn }));
};

describe.each([
  ['StartExecutionCommand', 'refused'],
  ['StartExecutionCommand', 'answer lost'],
  ['SendTaskSuccessCommand', 'refused'],
  ['SendTaskSuccessCommand', 'answer lost'],
] as const)('when each %s after a commit meets: %s', (operation, fault) => {
  const withFault = async <T>(act: () => Promise<T>): Promise<T> => {
    let met = 0;
    machines.faults.call = (name): CallFault => {
      if (name !== operation) return undefined;
      met += 1;
      return fault;
    };
    const result = await act();
    machines.faults.call = () => undefined;
    expect(met).toBeGreaterThan(0);
    return result;
  };

  const moveOn = async (review: string) => {
    if (fault === 'refused') await reconcileLater();
    await untilSettled(review);
  };

  it('the command stands, and the review moves on, once', async () => {
    const starts = operation === 'StartExecutionCommand';
    const review = starts ? await withFault(world.open) : await world.open();
    await (starts ? moveOn(review) : untilSettled(review));
    for (const stage of stages) {
      await untilWaiting(review, stage);
      if (starts) await endExecution(review);
      const { status } = await withFault(() => world.submit(review, stage));
      expect(status).toBe(201);
      await moveOn(review);
    }

    await world.closed(review);

    expect(await recordOf(review)).toEqual(plainRecord);
  });
});

describe('a token', () => {
  it('that is lost is not missed', async () => {
    const review = await opened();
    const { token: _, ...run } = await untilWaiting(review, 'self-assessment');

    await putItem({ ...runKey(review), ...run, revision: run.revision + 1 });

    await finish(review);
  });

  it('that comes too late starts the next execution', async () => {
    const review = await opened();
    await untilWaiting(review, 'self-assessment');
    const [execution] = await executionsOf(machines.client, review);

    await machines.client.send(new StopExecutionCommand({ executionArn: execution?.executionArn }));

    await finish(review);
    expect(await executionsOf(machines.client, review)).toHaveLength(2);
  });

  it('of another round is never answered', async () => {
    const review = await opened();
    const run = await untilWaiting(review, 'self-assessment');

    await putItem({ ...runKey(review), ...run, round: 9, revision: run.revision + 1 });

    await finish(review);
  });

  it('that is missing because the client was faster than the wait is not missed', async () => {
    let letThrough = () => {};
    const gate = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    machines.faults.trouble = async ({ name, event }) => {
      if (name === '${AwaitStage}' && event.stage === 'self-assessment') await gate;
      return undefined;
    };
    const review = await opened();

    const submitted = await world.submit(review, 'self-assessment');
    letThrough();
    machines.faults.trouble = () => undefined;

    expect(submitted.status).toBe(201);
    await finish(review, 1);
    const [first] = await executionsOf(machines.client, review);
    expect((await statesEntered(machines.client, first?.executionArn ?? '')).at(-1)).toBe(
      'Superseded',
    );
  });
});

describe('two executions of one review at once', () => {
  it('do no harm: the stale one ends, and no stage opens twice', async () => {
    const review = await opened();
    await untilWaiting(review, 'self-assessment');
    const start = (name: string) =>
      machines.client.send(
        new StartExecutionCommand({
          stateMachineArn: machines.arnOf('review'),
          name: `review-${review}-${name}`,
          input: JSON.stringify({ review, run: 1, round: 0 }),
        }),
      );

    await Promise.all([
      start('again'),
      world.submit(review, 'self-assessment'),
      start('once-more'),
    ]);

    await finish(review, 1);
  });
});

describe('an execution that waited in vain', () => {
  it('parks; the next command starts another; two executions, one record', async () => {
    const states = Object.fromEntries(
      Object.entries(machine.States).map(([name, state]) => [
        name,
        state.Type === 'Task' && name.startsWith('Await') ? { ...state, TimeoutSeconds: 1 } : state,
      ]),
    );
    const short = await startFaultyMachines({ ...machine, States: states });
    const review = await opened();
    const parked = async () =>
      (await executionsOf(short.client, review))[0]?.status === 'SUCCEEDED';
    for (let tries = 0; tries < 300 && !(await parked()); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));

    await finish(review);

    const [first, second, ...more] = await executionsOf(short.client, review);
    expect(more).toEqual([]);
    expect(await statesEntered(short.client, first?.executionArn ?? '')).toEqual([
      'Resume',
      'Enter',
      'OpenSelfAssessment',
      'NotifyContributor',
      'AwaitSelfAssessment',
      'Parked',
    ]);
    expect(await statesEntered(short.client, second?.executionArn ?? '')).toEqual([
      'Resume',
      'Enter',
      'ScoreSelfAssessment',
      'OpenEvaluation',
      'NotifySecretariat',
      'AwaitEvaluation',
      'EvaluationEnded',
      'ScoreEvaluation',
      'OpenVerification',
      'NotifyMission',
      'AwaitVerification',
      'VerificationEnded',
      'ScoreVerification',
      'CloseReview',
      'NotifyOutcome',
    ]);
    expect(await allStatesEntered(short.client, 'review')).toContain('Parked');
    await short.close();
  });
});
