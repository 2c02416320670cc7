import { timestamp } from '../adapters/clock.ts';
import { openStage } from '../domain/chain.ts';
import { task } from './front-door.ts';
import { noticeOf, StagePlace, step } from './machine-step.ts';

/** Opens a stage in its round, with its due date and the notice to its holder; settles OUT. */
export const handler = task('open-stage', StagePlace, async ({ review, run, stage, round }) => {
  const head = await step(review, (seen, instrument, calendar) =>
    openStage(seen, { stage, round }, instrument, timestamp(), calendar),
  );
  return { review, run, round, due: await noticeOf(head) };
});
