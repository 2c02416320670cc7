import { describe, expect, it } from 'vitest';
import { startExecution } from '../../adapters/executions.ts';
import { getRun } from '../../adapters/runs.ts';
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

/** Calls to Step Functions that fail, or whose answer is lost, after the command was committed. */
export const lostCalls = (house: () => House): void => {
  describe('a call to Step Functions', () => {
    it('that cannot start the execution leaves the review to the reconciler', async () => {
      house().calls.plan = { operation: 'StartExecution', how: 'before', times: 2 };

      const review = await openReview(house());
      const { phase } = await untilAt(review, 'new');
      house().mend();
      await house().reconcileAfter(3);

      expect(phase).toBe('new');
      await untilWaiting(review, 'self-assessment');
      expect(await expectWhole(review)).toEqual(straight.slice(0, 2));
    });

    it('that starts an execution and loses the answer, once or for good, starts no stage twice', async () => {
      for (const times of [1, 2]) {
        house().calls.plan = { operation: 'StartExecution', how: 'lost', times };

        const review = await openReview(house());
        await untilWaiting(review, 'self-assessment');
        const { advanced, failed } = await house().reconcileAfter(3);

        expect({ advanced, failed }).toEqual({ advanced: 0, failed: 0 });
        expect(await expectWhole(review)).toEqual(straight.slice(0, 2));
      }
    });

    it('that starts an execution which has ended already counts as started', async () => {
      const review = await openReview(house());
      await untilWaiting(review, 'self-assessment');
      await submitStage(house(), review, 'self-assessment');
      await untilWaiting(review, 'evaluation');
      const run = ((await getRun(review))?.run ?? 0) + 50;
      await startExecution(review, run);
      await expect
        .poll(async () => (await executionsOf(house(), 'review', `${review}-${run}`))[0]?.status)
        .toBe('SUCCEEDED');

      const again = startExecution(review, run);

      await expect(again).resolves.toBeUndefined();
      expect(await expectWhole(review)).toEqual(straight.slice(0, 5));
    });

    it('that cannot end the wait leaves it to the reconciler, and the same execution goes on', async () => {
      const review = await openReview(house());
      await untilWaiting(review, 'self-assessment');
      house().calls.plan = { operation: 'SendTaskSuccess', how: 'before', times: 2 };

      await submitStage(house(), review, 'self-assessment');
      const { phase } = await untilAt(review, 'submitted');
      house().mend();
      await house().reconcileAfter(3);

      expect(phase).toBe('submitted');
      await untilWaiting(review, 'evaluation');
      expect(await executionsOf(house(), 'review', review)).toHaveLength(1);
      expect(await expectWhole(review)).toEqual(straight.slice(0, 5));
    });

    it('that ends the wait and loses the answer, once or for good, scores no stage twice', async () => {
      for (const times of [1, 2]) {
        const review = await openReview(house());
        await untilWaiting(review, 'self-assessment');
        house().calls.plan = { operation: 'SendTaskSuccess', how: 'lost', times };

        await submitStage(house(), review, 'self-assessment');
        await untilAt(review, 'open', 'evaluation');
        house().mend();
        await submitStage(house(), review, 'evaluation');
        await untilAt(review, 'open', 'verification');

        expect(await expectWhole(review)).toEqual(straight.slice(0, 9));
      }
    });
  });
};
