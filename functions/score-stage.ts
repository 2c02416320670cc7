import { getAnswers } from '../adapters/reviews.ts';
import { scoreSubmission } from '../domain/chain.ts';
import { task } from './front-door.ts';
import { StagePlace, step } from './machine-step.ts';

/** Scores a submitted stage by its instrument; the event keeps the rating of every criterion. */
export const handler = task('score-stage', StagePlace, async ({ review, run, stage, round }) => {
  await step(review, async (head, instrument) =>
    scoreSubmission(head, { stage, round }, instrument, (await getAnswers(head, stage)) ?? {}),
  );
  return { review, run, round };
});
