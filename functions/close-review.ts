import { closeReview } from '../domain/chain.ts';
import { task } from './front-door.ts';
import { noticeOf, Place, step } from './machine-step.ts';
import { tellFindings } from './reverified.ts';
import { signClose } from './sign-close.ts';
import { groundsOf, tracesOf } from './verdict-grounds.ts';

/** Closes a review: with its verdict, or as withdrawn; signed. Settles OUT and owes the outcome to people. */
export const handler = task('close-review', Place, async ({ review, run, round }) => {
  await tellFindings(review);
  const head = await step(review, async (seen, instrument) => {
    const traces = await tracesOf(seen, instrument);
    const grounds = await groundsOf(seen, instrument);
    return signClose(seen, closeReview(seen, round, instrument, traces, grounds));
  });
  return { review, run, round, due: await noticeOf(head) };
});
