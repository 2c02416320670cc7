import * as fc from 'fast-check';
import { count } from './counts.ts';
import { order, type Wish } from './model.ts';
import { ask, reviewOf } from './requests.ts';
import type { World } from './world.ts';

/** The little that the generator itself has to know: how many requests there were. */
export interface Known {
  requests: number;
}

/** One step of a history. */
export type Step = fc.AsyncCommand<Known, World, false>;

/** A step by its name, after which everybody who can go on has gone on. */
export const step = (
  name: string,
  act: (world: World, known: Known) => Promise<void> | void,
): Step => ({
  check: () => true,
  run: async (known, world) => {
    count(name.split(' ')[0] ?? name);
    await act(world, known);
    await world.gate.quiet();
  },
  toString: () => name,
});

/** The reviews of a history are known by the key that opens them. */
export const slots = ['open-1', 'open-2'] as const;
export const slot = fc.nat({ max: 9 }).map((number) => slots[number < 8 ? 0 : 1]);
const patience = fc.nat({ max: 2 });

/** Lets a client ask for something. */
export const asking = (
  world: World,
  request: { key: (typeof slots)[number]; wish: Wish | 'open'; patience: number; stage?: number },
  marker: string,
): void => {
  const { key, wish, stage } = request;
  const asked = {
    review: reviewOf(key),
    wish,
    marker,
    attempts: [],
    ...(stage !== undefined && { stage: order[stage] }),
  };
  world.asked.push(asked);
  ask(world.gate, asked, request.patience);
};

/** A client opens a review. */
export const opens = fc
  .record({ key: slot, patience })
  .map((request) =>
    step(`open ${request.key}`, (world) =>
      asking(world, { ...request, wish: 'open' }, request.key),
    ),
  );

/** Somebody asks, in the middle of whatever is going on. */
export const wishes = (wish: Wish) =>
  fc.record({ key: slot, patience }).map((request) =>
    step(`${wish} ${request.key}`, (world, known) => {
      known.requests += 1;
      asking(world, { ...request, wish }, `${wish}-${known.requests}`);
    }),
  );

/** Whatever is on its way arrives, and then somebody asks. */
export const calmly = (wish: Wish) =>
  fc.record({ key: slot, patience }).map((request) =>
    step(`calm-${wish} ${request.key}`, async (world, known) => {
      known.requests += 1;
      await world.flow(150);
      asking(world, { ...request, wish }, `calm-${known.requests}`);
    }),
  );

/** Somebody submits a stage without a look at which one is open. */
export const submitsBlindly = fc
  .record({ key: slot, patience, stage: fc.nat({ max: 2 }) })
  .map((request) =>
    step(`submit-blindly ${request.key} ${request.stage}`, (world, known) => {
      known.requests += 1;
      asking(world, { ...request, wish: 'submit' }, `blind-${known.requests}`);
    }),
  );

/** An earlier request once more: same key, same words. */
export const resends = fc
  .record({ pick: fc.nat({ max: 99 }), patience })
  .map(({ pick, patience }) =>
    step(`resend ${pick}`, (world) => {
      const asked = world.asked[pick % Math.max(1, world.asked.length)];
      if (asked?.message) ask(world.gate, asked, patience);
    }),
  );
