import * as z from 'zod';
import { Superseded } from '../domain/refusal.ts';
import { Stage } from '../domain/stages.ts';
import { runKey } from './keys.ts';
import { absent, getItem, LostCondition, putItem } from './table.ts';

/** Which execution may act for a review, and the token of the stage and round that now waits. */
const Run = z.object({
  run: z.int(),
  revision: z.int(),
  token: z.string().optional(),
  stage: Stage.optional(),
  round: z.int().optional(),
  failed: z.object({ error: z.string(), at: z.string() }).optional(),
});
export type Run = z.output<typeof Run>;

export const getRun = async (review: string): Promise<Run | undefined> => {
  const item = await getItem(runKey(review));
  return item && Run.parse(item);
};

/** Every put raises the revision, on condition of the one just read. */
const putRun = async (review: string, seen: Run | undefined, next: Omit<Run, 'revision'>) => {
  const condition = seen
    ? { expression: 'revision = :revision', values: { ':revision': seen.revision } }
    : absent;
  await putItem({ ...runKey(review), ...next, revision: (seen?.revision ?? 0) + 1 }, condition);
};

/** Gives the review to the next execution, without a token; LostCondition when another was faster. */
export const raiseRun = async (review: string, seen: Run | undefined): Promise<number> => {
  const run = (seen?.run ?? 0) + 1;
  await putRun(review, seen, { run });
  return run;
};

/** Changes the run that is still one's own; throws Superseded when it is not. */
const changeOwnRun = async (review: string, run: number, change: Partial<Run>): Promise<void> => {
  for (;;) {
    const seen = await getRun(review);
    if (seen?.run !== run) throw new Superseded(`run ${run} of ${review} is over`);
    try {
      return await putRun(review, seen, { ...seen, ...change });
    } catch (error) {
      if (!(error instanceof LostCondition)) throw error;
    }
  }
};

/** Keeps the token of the stage that now waits. Nobody else ever sees it. */
export const holdToken = (
  review: string,
  run: number,
  waiting: { stage: Stage; round: number; token: string },
): Promise<void> => changeOwnRun(review, run, waiting);

/** Notes that an execution failed, and with which error; the reconciler starts the next. */
export const noteFailure = (
  review: string,
  run: number,
  failed: { error: string; at: string },
): Promise<void> => changeOwnRun(review, run, { failed });
