import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { review } from '../../workflows/review.ts';
import { counts, countsAsText } from './counts.ts';
import { embeddedModelMachines } from './embedded-model-machines.ts';
import { embeddedModelTable } from './embedded-model-table.ts';
import { histories } from './histories.ts';
import { type Ground, judged, smallGround } from './judge.ts';
import { install, restore } from './stage.ts';
import { clock } from './world.ts';

const seed = Number(process.env.ORA_SEED ?? Date.now() % 1_000_000_000);
const many = Number(process.env.ORA_HISTORIES ?? 10_000);
const some = Math.ceil(many / 50);

const onEmbeddedTable: Ground = {
  ...smallGround,
  table: () => embeddedModelTable(clock),
};

const onBothEmbedded: Ground = {
  table: () => embeddedModelTable(clock),
  machines: embeddedModelMachines(review, clock),
};

/** Plays histories; fast-check names the seed and the shortest history that diverges. */
const expectNoDivergence = async (ground: Ground, numRuns: number): Promise<void> => {
  counts.clear();

  await fc.assert(fc.asyncProperty(histories, judged(ground)), { seed, numRuns });

  expect(counts.get('histories')).toBe(numRuns);
  console.info(`ORA_SEED=${seed} divergences: 0, ${countsAsText()}`);
};

beforeAll(install);
afterAll(restore);

describe('the protocol of a review, against a model of it', () => {
  it(`holds in ${many} histories with faults, returns and withdrawals`, async () => {
    await expectNoDivergence(smallGround, many);
  }, 900_000);

  it(`holds in ${some} of them on the embedded table`, async () => {
    await expectNoDivergence(onEmbeddedTable, some);
  }, 300_000);

  it(`holds in ${some} of them on the embedded table and the real interpreter`, async () => {
    await expectNoDivergence(onBothEmbedded, some);
  }, 300_000);
});
