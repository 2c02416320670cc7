import { getAnswers } from '../adapters/answers.ts';
import { getDialogue } from '../adapters/dialogues.ts';
import { closeReview } from '../domain/chain.ts';
import { supersededThreats } from '../domain/dialogue/superseded-threats.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Head } from '../domain/review.ts';
import { scoreStage } from '../domain/scoring.ts';
import type { Stage } from '../domain/stages.ts';
import type { Traces } from '../domain/verdict.ts';
import { task } from './front-door.ts';
import { noticeOf, Place, step } from './machine-step.ts';
import { signClose } from './sign-close.ts';

const traceOf = async (head: Head, instrument: Instrument, stage: Stage) =>
  scoreStage(instrument, stage, (await getAnswers(head, stage)) ?? {}).trace;

const tracesOf = async (head: Head, instrument: Instrument): Promise<Traces> => ({
  'self-assessment': await traceOf(head, instrument, 'self-assessment'),
  evaluation: await traceOf(head, instrument, 'evaluation'),
  verification: await traceOf(head, instrument, 'verification'),
});

/** Closes a review: with its verdict, or as withdrawn; signed. Settles OUT and owes the outcome to people. */
export const handler = task('close-review', Place, async ({ review, run, round }) => {
  const head = await step(review, async (seen, instrument) => {
    const traces = await tracesOf(seen, instrument);
    const limits = supersededThreats((await getDialogue(seen.mission)).threats, review);
    return signClose(seen, closeReview(seen, round, instrument, traces, { limits }));
  });
  return { review, run, round, due: await noticeOf(head) };
});
