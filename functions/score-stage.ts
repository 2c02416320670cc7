import { getAnswers } from '../adapters/answers.ts';
import { scoreSubmission } from '../domain/chain.ts';
import { task } from './front-door.ts';
import { StagePlace, step } from './machine-step.ts';
import { signClose } from './sign-close.ts';

/** Scores a submitted stage by its instrument and signs it; the event keeps the rating of every criterion. */
export const handler = task('score-stage', StagePlace, async ({ review, run, stage, round }) => {
  await step(review, async (head, instrument) => {
    const answers = (await getAnswers(head, stage)) ?? {};
    return signClose(head, scoreSubmission(head, { stage, round }, instrument, answers));
  });
  return { review, run, round };
});
