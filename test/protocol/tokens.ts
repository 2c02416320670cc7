import { StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { runKey } from '../../adapters/keys.ts';
import { getRun } from '../../adapters/runs.ts';
import { putItem } from '../../adapters/table.ts';
import { executionsOf } from './executions-of.ts';
import type { House } from './house.ts';
import {
  expectWhole,
  openReview,
  straight,
  submitStage,
  untilAt,
  untilWaiting,
} from './reviews-at-house.ts';

const waitingReview = async (house: House): Promise<string> => {
  const review = await openReview(house);
  await untilWaiting(review, 'self-assessment');
  return review;
};

/** Puts another token into RUN than the one that waits. */
const forge = async (review: string, other: object): Promise<void> => {
  const run = await getRun(review);
  await putItem({ ...runKey(review), ...run, ...other });
};

const goesOn = async (house: House, review: string): Promise<void> => {
  await submitStage(house, review, 'self-assessment');
  await untilWaiting(review, 'evaluation');
  expect(await expectWhole(review)).toEqual(straight.slice(0, 5));
};

/** Tokens that are lost, late, forged, of another round, or not there yet. */
export const tokens = (house: () => House): void => {
  describe('a token', () => {
    it('that was lost with its execution costs nothing: another execution goes on', async () => {
      const review = await waitingReview(house());
      const [first] = await executionsOf(house(), 'review', review);
      await house().sfn.send(new StopExecutionCommand({ executionArn: first?.executionArn }));

      await goesOn(house(), review);

      expect(await executionsOf(house(), 'review', review)).toHaveLength(2);
    });

    it('that nobody gave out costs nothing', async () => {
      const review = await waitingReview(house());
      await forge(review, { token: 'no token at all' });

      await goesOn(house(), review);
    });

    it('of another round is not used, even when somebody waits with it', async () => {
      const other = await waitingReview(house());
      const review = await waitingReview(house());
      const { token } = (await getRun(other)) ?? {};
      await forge(review, { token, round: 2 });

      await goesOn(house(), review);

      expect((await getRun(other))?.token).toBe(token);
      await goesOn(house(), other);
      expect(await executionsOf(house(), 'review', other)).toHaveLength(1);
    });

    it('that is not there yet, because the client was faster, is not missed', async () => {
      const { promise: submitted, resolve } = Promise.withResolvers<void>();
      house().before.task = (name) => (name === '${AwaitStage}' ? submitted : undefined);
      const review = await openReview(house());

      await submitStage(house(), review, 'self-assessment');
      house().mend();
      resolve();

      await untilWaiting(review, 'evaluation');
      expect(await expectWhole(review)).toEqual(straight.slice(0, 5));
    });

    it('of the round before is not used for a stage that is open again', async () => {
      const review = await waitingReview(house());
      await submitStage(house(), review, 'self-assessment');
      await untilWaiting(review, 'evaluation');
      const { promise: resubmitted, resolve } = Promise.withResolvers<void>();
      house().before.task = (name) => (name === '${AwaitStage}' ? resubmitted : undefined);
      const { etag } = await house().desk.get(`/v1/reviews/${review}`);
      const criteria = [{ criterion: 'INF-A4', reason: 'No sheet.', wanted: 'The sheet.' }];
      await house().desk.post(`/v1/reviews/${review}/returns`, { criteria }, { 'if-match': etag });
      await untilAt(review, 'open', 'self-assessment');

      await submitStage(house(), review, 'self-assessment');
      house().mend();
      resolve();

      await untilWaiting(review, 'evaluation', 2);
      expect((await expectWhole(review)).slice(5)).toEqual([
        'stage-returned evaluation 1',
        'stage-opened self-assessment 2',
        'stage-submitted self-assessment 2',
        'stage-scored self-assessment 2',
        'stage-opened evaluation 2',
      ]);
    });
  });

  describe('two executions of one review', () => {
    it('do it no harm, and open and score no stage twice', async () => {
      const slow = Promise.withResolvers<void>();
      house().before.task = (name) => (name === '${OpenStage}' ? slow.promise : undefined);
      const review = await openReview(house());
      const { run } = (await getRun(review)) ?? {};
      const input = JSON.stringify({ review, run, round: 0 });
      const stateMachineArn = house().arnOf('review');
      const name = `second-${review}`;
      await house().sfn.send(new StartExecutionCommand({ stateMachineArn, name, input }));
      house().mend();
      slow.resolve();

      await untilWaiting(review, 'self-assessment');
      await submitStage(house(), review, 'self-assessment');
      await untilAt(review, 'open', 'evaluation');
      await submitStage(house(), review, 'evaluation');
      await untilAt(review, 'open', 'verification');
      await submitStage(house(), review, 'verification');
      await untilAt(review, 'rest');

      expect((await executionsOf(house(), 'review', review)).length).toBeGreaterThan(1);
      expect(await expectWhole(review)).toEqual(straight);
    });
  });
};
