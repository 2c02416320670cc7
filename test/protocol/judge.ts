import * as fc from 'fast-check';
import { review } from '../../workflows/review.ts';
import { asking, type Known, slots } from './asking.ts';
import { assessQueues, assessReview } from './assess.ts';
import { count } from './counts.ts';
import { drain, remind, settle } from './drain.ts';
import type { Wish } from './model.ts';
import { reviewOf } from './requests.ts';
import { smallMachines } from './small-machines.ts';
import type { ModelTable } from './small-table.ts';
import { smallTable } from './small-table.ts';
import { play } from './stage.ts';
import { clock, type MachinesOf, type World } from './world.ts';

/** What a history runs on. */
export interface Ground {
  readonly table: () => Promise<ModelTable>;
  readonly machines: MachinesOf;
}

export const smallGround: Ground = {
  table: async () => smallTable(clock),
  machines: async (invoke, kill) => smallMachines(review, invoke, kill),
};

const assess = async (world: World, isLast: boolean): Promise<void> => {
  for (const key of slots) {
    const events = await assessReview(world, reviewOf(key));
    if (isLast) for (const { type } of events) count(`event ${type}`);
  }
  await assessQueues(world);
};

/** The reconciler has given every open review an execution that waits: half of them die again. */
const killEveryOther = async ({ machines }: World): Promise<void> => {
  for (const [turn, execution] of machines.running().entries())
    if (turn % 2 === 0) await execution.kill();
};

/**
 * Whatever became of its executions: the next commands move a review on, without the reconciler.
 * The first may have to start an execution; the second finds it waiting.
 */
const moveOn = async (world: World): Promise<void> => {
  const wishes: Wish[] = ['submit', 'decide', 'sign', 'return', 'submit'];
  for (const [turn, wish] of wishes.entries()) {
    for (const key of slots) asking(world, { key, wish, patience: 0 }, `after-${turn}-${key}`);
    await settle(world);
  }
  await remind(world);
  await assess(world, true);
};

const told = (error: unknown, { trace }: World): Error => {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return new Error([message, ...trace, stack].join('\n'));
};

/** Plays one history to its end on a ground, and holds what it left against the model. */
export const judged =
  (ground: Ground) =>
  async (commands: Iterable<fc.AsyncCommand<Known, World, false>>): Promise<void> => {
    const table = await ground.table();
    const world = await play(table, ground.machines);
    try {
      asking(world, { key: 'open-1', wish: 'open', patience: 2 }, 'open-1');
      await fc.asyncModelRun(() => ({ model: { requests: 0 }, real: world }), commands);
      await drain(world);
      await assess(world, false);
      await killEveryOther(world);
      await moveOn(world);
    } catch (error) {
      throw told(error, world);
    } finally {
      await world.machines.close();
      await table.close();
    }
    count('histories');
    count('executions', world.machines.count());
  };
