import { getHead } from '../adapters/reviews.ts';
import { getRun } from '../adapters/runs.ts';
import { nextStep, type Step } from '../domain/chain.ts';
import { Superseded } from '../domain/refusal.ts';
import type { Head } from '../domain/review.ts';
import { task } from './front-door.ts';
import { Place } from './machine-step.ts';

/** The name by which the machine's first choice knows a step. */
const nameOf = (step: Step, { decision }: Head): string => {
  if (!('stage' in step)) return step.task;
  const refused = step.task === 'score' && decision === 'not_ready';
  return `${step.task} ${refused ? 'refused ' : ''}${step.stage}`;
};

/**
 * Enters the chain where the record stands; ends at once when another execution has taken over. Where
 * the stage is open, only an execution that was started to wait for it does: the others have nothing to move.
 */
export const handler = task('resume', Place, async ({ review, run }) => {
  const own = await getRun(review);
  const head = await getHead(review);
  if (!head || own?.run !== run) throw new Superseded(`run ${run} of ${review} is over`);
  const next = nextStep(head);
  const awaited = own.waits && head.phase === 'open';
  return {
    review,
    run,
    round: next.round,
    next: awaited ? `await ${head.stage}` : nameOf(next, head),
  };
});
