import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { getRun } from '../../adapters/runs.ts';
import { awsError } from './aws-error.ts';
import { executionsOf, historyOf, statesIn } from './executions-of.ts';
import type { House } from './house.ts';
import { expectWhole, openReview, straight, untilAt, untilWaiting } from './reviews-at-house.ts';

const start = async ({ sfn, arnOf }: House, machine: 'review' | 'reminders', input: object) =>
  sfn.send(
    new StartExecutionCommand({
      stateMachineArn: arnOf(machine),
      name: crypto.randomUUID(),
      input: JSON.stringify(input),
    }),
  );

const endOf = async (house: House, executionArn = ''): Promise<string[]> => {
  await expect
    .poll(async () => (await historyOf(house, executionArn)).at(-1)?.type, { timeout: 10_000 })
    .toMatch(/^Execution(Succeeded|Failed)$/);
  return statesIn(await historyOf(house, executionArn));
};

/** The ways out of the machine that no review takes by itself, and the machine of the reminders. */
export const otherEndings = (house: () => House): void => {
  describe('an execution', () => {
    it('that finds nothing in transit ends at rest', async () => {
      const review = await openReview(house());
      const { run } = await untilWaiting(review, 'self-assessment');

      const { executionArn } = await start(house(), 'review', { review, run, round: 0 });

      expect(await endOf(house(), executionArn)).toEqual(['Resume', 'Enter', 'AtRest']);
    });

    it('of an earlier run ends as superseded', async () => {
      const review = await openReview(house());
      await untilWaiting(review, 'self-assessment');

      const { executionArn } = await start(house(), 'review', { review, run: 0, round: 0 });

      expect(await endOf(house(), executionArn)).toEqual(['Resume', 'Superseded']);
    });

    it('whose failure cannot even be recorded fails, and the reconciler goes on from there', async () => {
      house().before.task = (name) => {
        if (name === '${OpenStage}' || name === '${RecordFailure}') throw awsError('Unavailable');
      };
      const review = await openReview(house());
      const [first] = await executionsOf(house(), 'review', review);

      const states = await endOf(house(), first?.executionArn);
      house().mend();
      await house().reconcileAfter(3);

      expect(states.slice(-3)).toEqual(['OpenSelfAssessment', 'RecordFailure', 'Failed']);
      await untilWaiting(review, 'self-assessment');
      expect(await expectWhole(review)).toEqual(straight.slice(0, 2));
    });

    it('that fails says so in RUN', async () => {
      house().before.task = (name) => {
        if (name === '${OpenStage}') throw awsError('Unavailable');
      };
      const review = await openReview(house());
      const [first] = await executionsOf(house(), 'review', review);

      await endOf(house(), first?.executionArn);

      expect((await getRun(review))?.failed).toMatchObject({ error: 'Unavailable' });
    });
  });

  describe('the reminders', () => {
    it('send once what was never sent, and leave for the next run what cannot be sent', async () => {
      // On a new day: the tests before told the same people as often as the ladder lets them be told.
      await house().reconcileAfter(36 * 60);
      house().before.task = (name) => {
        if (name === '${Notify}') throw awsError('Lambda.Unknown');
        if (name === '${SendReminder}') throw awsError('Unavailable');
      };
      const review = await openReview(house());
      await untilAt(review, 'open');

      const failed = await start(house(), 'reminders', { round: 0 });
      const states = await endOf(house(), failed.executionArn);
      house().mend();
      for (const _ of ['the run that sends', 'the run that finds nothing']) {
        const { executionArn } = await start(house(), 'reminders', { round: 0 });
        await endOf(house(), executionArn);
      }

      expect(states).toContain('LeftForNextRun');
      expect(house().mailsAbout(review)).toBe(1);
    });

    it('mend the record though neither figures nor receivers can be served', async () => {
      house().before.task = (name) => {
        if (name === '${FoldAggregates}' || name === '${DeliverEvents}')
          throw awsError('Lambda.Unknown');
      };

      const { executionArn } = await start(house(), 'reminders', { round: 0 });
      const states = await endOf(house(), executionArn);
      house().mend();

      expect(states.slice(-3)).toEqual(['FoldAggregates', 'DeliverEvents', 'Reconcile']);
    });
  });
};
