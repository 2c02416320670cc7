import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assessQueues, assessReview } from './assess.ts';
import { count, counts, countsAsText } from './counts.ts';
import { drain } from './drain.ts';
import { begin, histories } from './histories.ts';
import { reviewOf } from './requests.ts';
import { install, play, restore } from './stage.ts';
import { smallTable } from './small-table.ts';
import { clock, type World } from './world.ts';

const seed = Number(process.env.ORA_SEED ?? Date.now() % 1_000_000_000);
const numRuns = Number(process.env.ORA_HISTORIES ?? 10_000);

beforeAll(install);
afterAll(restore);

/** Plays one history to its end and holds what it left against the model. */
const judged = async (commands: Iterable<fc.AsyncCommand<{ requests: number }, World, false>>) => {
  const world = await play(smallTable(clock));
  begin(world);
  await fc.asyncModelRun(() => ({ model: { requests: 0 }, real: world }), commands);
  try {
    await drain(world);
    for (const key of ['open-1', 'open-2']) await assessReview(reviewOf(key), world.asked);
    await assessQueues();
  } catch (error) {
    const { message } = error instanceof Error ? error : new Error(String(error));
    throw new Error(`${message}\n${world.trace.join('\n')}`);
  }
  count('histories');
  count('executions', world.machines.count());
};

describe('the protocol of a review', () => {
  it(`does what the model says, in ${numRuns} histories`, async () => {
    await fc.assert(fc.asyncProperty(histories, judged), { seed, numRuns, endOnFailure: false });

    expect(counts.get('histories')).toBe(numRuns);
    console.info(`ORA_SEED=${seed}, divergences: 0, ${countsAsText()}`);
  }, 600_000);
});
