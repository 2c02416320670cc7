import { describe, expect, it } from 'vitest';
import { executionsOf, historyOf, statesIn } from './executions-of.ts';
import type { House } from './house.ts';
import { order } from './model.ts';
import { expectWhole, openReview, straight, submitStage, untilAt } from './reviews-at-house.ts';

const untilParked = async (house: House, review: string, count: number) => {
  const lastStates = async () => {
    const executions = await executionsOf(house, 'brief', `-${review}-`);
    if (executions.some(({ status }) => status === 'RUNNING')) return [];
    const histories = executions.map(({ executionArn }) => historyOf(house, executionArn));
    return (await Promise.all(histories)).map((history) => statesIn(history).at(-1));
  };
  await expect.poll(lastStates, { timeout: 10_000 }).toEqual(Array(count).fill('Parked'));
};

/** Executions that wait in vain, on the very definition with shorter waits. */
export const parked = (house: () => House): void => {
  describe('a review whose execution has parked', () => {
    it('shows an execution per stage and one record, and goes on with the next event', async () => {
      house().useMachine('brief');
      const review = await openReview(house());

      for (const [done, stage] of order.entries()) {
        await untilParked(house(), review, done + 1);
        await submitStage(house(), review, stage);
      }
      await untilAt(review, 'rest');

      const executions = await executionsOf(house(), 'brief', `-${review}-`);
      const [first, second] = await Promise.all(
        executions.map(async ({ executionArn }) =>
          statesIn(await historyOf(house(), executionArn)),
        ),
      );
      expect(executions).toHaveLength(4);
      expect(first).toEqual([
        'Resume',
        'Enter',
        'OpenSelfAssessment',
        'NotifyContributor',
        'AwaitSelfAssessment',
        'Parked',
      ]);
      expect(second?.slice(0, 3)).toEqual(['Resume', 'Enter', 'ScoreSelfAssessment']);
      expect(await expectWhole(review)).toEqual(straight);
    });

    it('is withdrawn like any other', async () => {
      house().useMachine('brief');
      const review = await openReview(house());
      await untilParked(house(), review, 1);
      const { etag } = await house().desk.get(`/v1/reviews/${review}`);

      await house().desk.post(
        `/v1/reviews/${review}/withdrawal`,
        { reason: 'Pledge withdrawn.' },
        { 'if-match': etag },
      );
      await untilAt(review, 'rest');

      expect(await expectWhole(review)).toEqual([
        ...straight.slice(0, 2),
        'review-withdrawn self-assessment 1',
        'review-closed',
      ]);
    });
  });
};
