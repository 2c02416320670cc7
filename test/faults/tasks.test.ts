import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reminders } from '../../workflows/reminders.ts';
import { review as machine } from '../../workflows/review.ts';
import { allStatesEntered } from '../support/executions.ts';
import {
  type FaultWorld,
  plainRecord,
  reconcileLater,
  recordOf,
  startFaultWorld,
  untilFailed,
  untilSettled,
} from '../support/fault-world.ts';
import { type Call, type FaultyMachines, startFaultyMachines } from '../support/faulty-machines.ts';

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
const tasks = [
  'Resume',
  ...stages.flatMap((stage) => [
    `OpenStage ${stage}`,
    `Notify ${stage}`,
    `AwaitStage ${stage}`,
    `ScoreStage ${stage}`,
  ]),
  'CloseReview',
  'Notify outcome',
];

/** Which task of which review a call is; notices are told apart by their order. */
const taskNames = (review: () => string) => {
  const notices = [...stages, 'outcome'];
  const seen: unknown[] = [];
  return ({ name, event }: Call): string => {
    if (event.review !== review()) return 'another review';
    const task = name.slice(2, -1);
    if (task !== 'Notify') return event.stage ? `${task} ${event.stage}` : task;
    if (!seen.includes(event.due)) seen.push(event.due);
    return `Notify ${notices[seen.indexOf(event.due)]}`;
  };
};

/** Lets the first `times` calls of a task fail with an error of this name. */
const failTask = (task: string, times: number, error: string, review: () => string) => {
  const nameOf = taskNames(review);
  let left = times;
  machines.faults.trouble = (call) => {
    const own = nameOf(call) === task || (task === 'Resume' && call.name === '${Resume}');
    if (!own || left === 0) return undefined;
    left -= 1;
    return error;
  };
  return { repair: () => (left = 0), failed: () => times - left };
};

const play = async (review: string, afterEach: () => Promise<void> = async () => {}) => {
  await afterEach();
  await untilSettled(review);
  for (const stage of stages) {
    expect((await world.submit(review, stage)).status).toBe(201);
    await afterEach();
    await untilSettled(review);
  }
  await world.closed(review);
};

describe.each(tasks)('when %s fails', (task) => {
  it.each([1, 2])('%i times, it is tried again and the review moves on, once', async (times) => {
    let review = '';
    const fault = failTask(task, times, 'Lambda.ServiceException', () => review);
    review = await world.open();

    await play(review);

    expect(fault.failed()).toBe(times);
    expect(await recordOf(review)).toEqual(plainRecord);
  });

  it('for an hour, the failure is caught and recorded, and the review moves on afterwards, once', async () => {
    let review = '';
    const fault = failTask(task, Number.POSITIVE_INFINITY, 'Lambda.ServiceException', () => review);
    review = await world.open();
    let repaired = false;
    const repairOnce = async () => {
      const head = await Promise.race([
        untilFailed(machines, review).then(() => 'failed'),
        untilSettled(review).then(
          () => new Promise((resolve) => setTimeout(() => resolve('rests'), 150)),
        ),
      ]);
      if (head !== 'failed' || repaired) return;
      repaired = true;
      fault.repair();
      await reconcileLater();
    };

    await play(review, repairOnce);

    expect(await recordOf(review)).toEqual(plainRecord);
    const states = await allStatesEntered(machines.client, 'review');
    expect(states).toContain('RecordFailure');
  });

  it('because another execution was faster, it ends quietly and the review moves on, once', async () => {
    let review = '';
    const fault = failTask(task, 1, 'Superseded', () => review);
    review = await world.open();

    await play(review, async () => {
      for (let tries = 0; tries < 15 && fault.failed() === 0; tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 10));
      if (fault.failed() > 0) await reconcileLater();
    });

    expect(fault.failed()).toBe(1);
    expect(await recordOf(review)).toEqual(plainRecord);
  });
});

describe('when even the failure cannot be recorded', () => {
  it('the execution fails all the same, and the reconciler moves the review on', async () => {
    let review = '';
    machines.faults.trouble = ({ name, event }) =>
      event.review === review && /OpenStage|RecordFailure/.test(name)
        ? 'Lambda.ServiceException'
        : undefined;
    review = await world.open();
    await untilFailed(machines, review);

    machines.faults.trouble = () => undefined;
    await reconcileLater();

    await play(review);
    expect(await recordOf(review)).toEqual(plainRecord);
  });
});

describe('a review that is returned and one that is withdrawn', () => {
  it('take the other ways of the chain', async () => {
    const returned = await world.open();
    await untilSettled(returned);
    await world.submit(returned, 'self-assessment');
    await untilSettled(returned);
    const match = async () => ({
      'if-match': (await world.desk.get(`/v1/reviews/${returned}`)).etag,
    });
    const wrong = {
      criterion: 'INF-A1',
      reason: 'No declaration came with it.',
      wanted: 'The declaration.',
    };

    await world.desk.post(`/v1/reviews/${returned}/returns`, { criteria: [wrong] }, await match());
    await untilSettled(returned);
    await world.desk.post(
      `/v1/reviews/${returned}/withdrawal`,
      { reason: 'Pledge withdrawn.' },
      await match(),
    );
    await untilSettled(returned);

    expect((await recordOf(returned)).slice(-4)).toEqual([
      'stage-returned evaluation',
      'stage-opened self-assessment',
      'review-withdrawn self-assessment',
      'review-closed',
    ]);
  });
});

describe('the state machines', () => {
  it('have no state but Parked and AtRest that these faults did not reach', async () => {
    const entered = await allStatesEntered(machines.client, 'review');

    const missed = Object.keys(machine.States).filter((state) => !entered.has(state));

    expect(missed.filter((state) => !['Parked', 'AtRest'].includes(state))).toEqual([]);
    expect(Object.keys(reminders.States)).toContain('FindDue');
  });
});
