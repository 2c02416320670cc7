import { describe, expect, it, vi } from 'vitest';
import { now } from '../../adapters/clock.ts';
import { getHead } from '../../adapters/reviews.ts';
import { getRun } from '../../adapters/runs.ts';
import { awsError } from './aws-error.ts';
import type { House } from './house.ts';
import { order } from './model.ts';
import { expectWhole, openReview, straight, submitStage, untilAt } from './reviews-at-house.ts';

const functions = ['Resume', 'OpenStage', 'AwaitStage', 'ScoreStage', 'CloseReview', 'Notify'];

const anHour = 60;

/** How a function fails, in each state that calls it. */
interface Failing {
  readonly how: string;
  readonly error: string;
  readonly isOver: (times: number, since: number) => boolean;
}

export const ways: readonly Failing[] = [
  { how: 'once', error: 'Unavailable', isOver: (times) => times > 1 },
  { how: 'twice', error: 'Lambda.TooManyRequestsException', isOver: (times) => times > 2 },
  {
    how: 'for an hour',
    error: 'Unavailable',
    isOver: (_, since) => now() - since >= anHour * 60_000,
  },
  { how: 'once, as superseded', error: 'Superseded', isOver: (times) => times > 1 },
];

/** Fails a function in each of its places: once per execution, stage and round, as planned. */
export const breakDown = (house: House, name: string, { error, isOver }: Failing): void => {
  const places = new Map<string, { times: number; since: number }>();
  house.before.task = (task, { review, stage, round, due }) => {
    if (task !== `\${${name}}`) return;
    const key = [review, stage, round, due].join(' ');
    const place = places.get(key) ?? { times: 0, since: now() };
    places.set(key, { ...place, times: place.times + 1 });
    if (!isOver(place.times + 1, place.since)) throw awsError(error);
  };
};

/** Until the review waits with a token, rests, or has not moved for a while. */
const untilStill = async (review: string): Promise<void> => {
  const still = async () => {
    const run = await getRun(review);
    const head = await getHead(review);
    return run?.token && head?.phase === 'open' && run.stage === head.stage;
  };
  await vi.waitUntil(still, { timeout: 400, interval: 10 }).catch(() => undefined);
};

/** Plays a review to its end; what does not move by itself gets an hour and the reconciler. */
const carryThrough = async (house: House, review: string): Promise<void> => {
  for (const stage of order) {
    for (let hours = 0; hours < 4; hours += 1) {
      await untilStill(review);
      const head = await getHead(review);
      if (head?.phase === 'open' && head.stage === stage) break;
      await house.reconcileAfter(anHour + 1);
    }
    await submitStage(house, review, stage);
  }
  await vi
    .waitUntil(async () => (await getHead(review))?.phase === 'rest', { timeout: 400 })
    .catch(() => house.reconcileAfter(anHour + 1));
  await untilAt(review, 'rest');
};

/** Tasks of the machine that fail: by themselves in the retries, or until the reconciler comes. */
export const failingTasks = (house: () => House): void => {
  describe.each(functions)('%s', (name) => {
    it.each(ways)('failing $how lets the review through, once', async (way) => {
      breakDown(house(), name, way);

      const review = await openReview(house());
      await carryThrough(house(), review);

      expect(await expectWhole(review)).toEqual(straight);
    });
  });
};
