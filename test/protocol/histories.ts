import * as fc from 'fast-check';
import { reconcile } from '../../adapters/reconciler.ts';
import { handler as expireTask } from '../../functions/expire-stages.ts';
import { handler as reconcileTask } from '../../functions/reconcile.ts';
import {
  calmly,
  type Known,
  opens,
  resends,
  slot,
  step,
  submitsBlindly,
  wishes,
} from './asking.ts';
import { type Fault, mishaps } from './faults.ts';
import { newActor } from './gate.ts';
import type { Execution } from './model-machines.ts';
import { standing } from './record.ts';
import { reviewOf } from './requests.ts';
import { clock, passTime, type World } from './world.ts';

const flows = fc
  .integer({ min: 1, max: 60 })
  .map((calls) => step(`flow ${calls}`, (world) => world.flow(calls)));

const storms = fc
  .record({ calls: fc.integer({ min: 1, max: 40 }), seed: fc.nat(), oneIn: fc.nat({ max: 24 }) })
  .map(({ calls, seed, oneIn }) =>
    step(`storm ${calls} ${seed} ${oneIn + 2}`, (world) => world.storm(calls, seed, oneIn + 2)),
  );

const single = fc
  .record({
    pick: fc.nat({ max: 20 }),
    mishap: fc.constantFrom<Fault | 'stall'>('none', ...mishaps),
  })
  .map(({ pick, mishap }) =>
    step(`call ${pick} ${mishap}`, async (world) => {
      const pending = world.gate.pending();
      const call = pending[pick % Math.max(1, pending.length)];
      if (call) await world.meet(call, mishap);
    }),
  );

const minute = 60_000;
const times = fc
  .constantFrom(1, 3, 61, 450)
  .map((minutes) => step(`time ${minutes}`, () => passTime(minutes * minute)));

const reconciles = fc.boolean().map((impatient) =>
  step(`reconcile ${impatient ? 'impatiently' : 'patiently'}`, (world) => {
    if (!impatient) passTime(3 * minute);
    const work = async () =>
      impatient ? reconcile({ impatient }) : reconcileTask({}, {} as never);
    world.gate.run(newActor('reconciler'), work).catch(() => undefined);
  }),
);

/** So many days pass that whatever is open runs out, and the clock of the reviews is looked at. */
const expiries = fc.constantFrom(9, 60).map((days) =>
  step(`expire ${days}`, (world) => {
    passTime(days * 24 * 60 * minute);
    world.gate
      .run(newActor('expiry'), async () => expireTask({}, {} as never))
      .catch(() => undefined);
  }),
);

const oneOf = (world: World, pick: number, waiting: boolean): Execution | undefined => {
  const candidates = world.machines.running().filter((each) => !waiting || each.isWaiting());
  return candidates[pick % Math.max(1, candidates.length)];
};

const parks = fc
  .nat({ max: 5 })
  .map((pick) => step(`park ${pick}`, async (world) => oneOf(world, pick, true)?.park()));

const kills = fc
  .nat({ max: 5 })
  .map((pick) =>
    step(`kill-execution ${pick}`, async (world) => oneOf(world, pick, false)?.kill()),
  );

/** Somebody starts another execution with the run of the day: two of one review at once. */
const seconds = fc.record({ key: slot, calls: fc.nat({ max: 12 }) }).map(({ key, calls }) =>
  step(`second-execution ${key} ${calls}`, async (world, known) => {
    await world.flow(calls);
    known.requests += 1;
    const review = reviewOf(key);
    const { run } = await standing(review);
    const input = JSON.stringify({ review, run, round: 0 });
    const stateMachineArn = process.env.REVIEW_STATE_MACHINE_ARN;
    const name = `second-${review}-${known.requests}`;
    if (run > 0) await world.machines.answer('StartExecution', { stateMachineArn, name, input });
  }),
);

const stalls = fc.nat({ max: 20 }).map((pick) =>
  step(`stall ${pick}`, (world) => {
    const pending = world.gate.pending();
    const call = pending[pick % Math.max(1, pending.length)];
    if (call) world.gate.stall(call);
  }),
);

/** A call comes so late that the reconciler has another execution take over meanwhile. */
const overtakes = fc
  .record({ calls: fc.nat({ max: 30 }), pick: fc.nat({ max: 20 }) })
  .map(({ calls, pick }) =>
    step(`overtake ${calls} ${pick}`, async (world) => {
      await world.flow(calls);
      const pending = world.gate.pending();
      const call = pending[pick % Math.max(1, pending.length)];
      if (call) world.gate.stall(call);
      passTime(3 * minute);
      world.gate.run(newActor('reconciler'), () => reconcile()).catch(() => undefined);
      await world.gate.quiet();
      await world.flow(100);
    }),
  );

const thaws = fc.constant(step('thaw', (world) => world.gate.thaw()));

/** The embedded host dies with everything in it, and advances what it finds when it is back. */
const restarts = fc.constant(
  step('restart', async (world) => {
    for (const execution of world.machines.running()) await execution.kill();
    world.gate.killAll();
    world.gate.run(newActor('host'), () => reconcile({ impatient: true })).catch(() => undefined);
  }),
);

const outages = fc
  .constantFrom(
    'StartExecution',
    'SendTaskSuccess',
    'TransactWriteItems',
    '${Resume}',
    '${OpenStage}',
    '${AwaitStage}',
    '${ScoreStage}',
    '${CloseReview}',
    '${Notify}',
    '${RecordFailure}',
  )
  .map((operation) =>
    step(`outage ${operation}`, (world) => {
      world.outages.set(operation, clock() + 60 * minute);
    }),
  );

/** One history: a review is opened, and then anything. */
export const histories = fc.commands<Known, World, false>(
  [
    fc.oneof(
      { arbitrary: flows, weight: 10 },
      { arbitrary: calmly('submit'), weight: 10 },
      { arbitrary: calmly('return'), weight: 3 },
      { arbitrary: calmly('decide'), weight: 5 },
      { arbitrary: calmly('sign'), weight: 4 },
      { arbitrary: calmly('refuse'), weight: 1 },
      { arbitrary: calmly('recall'), weight: 1 },
      { arbitrary: wishes('decide'), weight: 2 },
      { arbitrary: wishes('sign'), weight: 2 },
      { arbitrary: expiries, weight: 1 },
      { arbitrary: wishes('submit'), weight: 5 },
      { arbitrary: storms, weight: 9 },
      { arbitrary: single, weight: 6 },
      { arbitrary: wishes('return'), weight: 2 },
      { arbitrary: submitsBlindly, weight: 2 },
      { arbitrary: resends, weight: 3 },
      { arbitrary: opens, weight: 2 },
      { arbitrary: wishes('anchors'), weight: 2 },
      { arbitrary: times, weight: 3 },
      { arbitrary: reconciles, weight: 3 },
      { arbitrary: wishes('withdraw'), weight: 1 },
      { arbitrary: parks, weight: 1 },
      { arbitrary: kills, weight: 2 },
      { arbitrary: restarts, weight: 1 },
      { arbitrary: seconds, weight: 2 },
      { arbitrary: stalls, weight: 4 },
      { arbitrary: overtakes, weight: 4 },
      { arbitrary: thaws, weight: 3 },
      { arbitrary: outages, weight: 1 },
    ),
  ],
  { maxCommands: 40, size: 'max' },
);
