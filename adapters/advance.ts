import type { Out } from '../domain/out.ts';
import { endWait, startExecution } from './executions.ts';
import { getRun, raiseRun } from './runs.ts';
import { LostCondition } from './table.ts';

/** What the waiting execution goes on with; a return opens the next round. */
const outputOf = ({ review, round, outcome }: Out, run: number) => ({
  review,
  run,
  round: outcome === 'returned' ? round + 1 : round,
  outcome,
});

/**
 * Moves a review on after a command: answers the execution that waits for exactly this stage and
 * round, or else starts the next one. Safe to call again at any time, by anyone; whatever it throws
 * is left to the reconciler, because OUT stays until a task brings the review to rest.
 */
export const advance = async (out: Out): Promise<void> => {
  for (;;) {
    const seen = await getRun(out.review);
    if (seen?.token && seen.stage === out.stage && seen.round === out.round) {
      if (await endWait(seen.token, outputOf(out, seen.run))) return;
    }
    try {
      const run = await raiseRun(out.review, seen);
      return await startExecution(out.review, run);
    } catch (error) {
      if (!(error instanceof LostCondition)) throw error;
    }
  }
};
