import * as z from 'zod';
import { Superseded } from '../domain/refusal.ts';
import { Stage } from '../domain/stages.ts';
import { now } from './clock.ts';
import { reviewOfRun, runKey } from './keys.ts';
import { absent, getItem, getItems, LostCondition, putItem, type Write } from './table.ts';

/** Which execution may act for a review, and the token of the stage and round that now waits. */
const Run = z.object({
  run: z.int(),
  revision: z.int(),
  token: z.string().optional(),
  stage: Stage.optional(),
  round: z.int().optional(),
  /** When the token was given, in seconds since the epoch. */
  held: z.int().optional(),
  /** Started to wait for a stage that is open already, not to move the review. */
  waits: z.literal(true).optional(),
  failed: z.object({ error: z.string(), at: z.string() }).optional(),
});
export type Run = z.output<typeof Run>;

export const getRun = async (review: string): Promise<Run | undefined> => {
  const item = await getItem(runKey(review));
  return item && Run.parse(item);
};

/** Many runs at once, by review. */
export const getRuns = async (reviews: readonly string[]): Promise<Map<string, Run>> => {
  const items = await getItems(reviews.map(runKey));
  return new Map(items.map((item) => [reviewOfRun(item.pk), Run.parse(item)]));
};

/** Every put raises the revision, on condition of the one just read. */
const runWrite = (review: string, seen: Run | undefined, next: Omit<Run, 'revision'>) => ({
  name: 'run',
  put: { ...runKey(review), ...next, revision: (seen?.revision ?? 0) + 1 },
  condition: seen
    ? { expression: 'revision = :revision', values: { ':revision': seen.revision } }
    : absent,
});

const putRun = async (...change: Parameters<typeof runWrite>): Promise<void> => {
  const { put, condition } = runWrite(...change);
  await putItem(put, condition);
};

/** Gives the review to the next execution, without a token; LostCondition when another was faster. */
export const raiseRun = async (review: string, seen: Run | undefined): Promise<number> => {
  const run = (seen?.run ?? 0) + 1;
  await putRun(review, seen, { run });
  return run;
};

/**
 * The write that gives an open review to an execution that is to wait for it, and its run. A RUN that
 * is gone begins again at the second of the day, a number that no execution of the review ever had.
 */
export const waitingRun = (
  review: string,
  seen: Run | undefined,
): { run: number; write: Write } => {
  const run = seen ? seen.run + 1 : Math.floor(now() / 1000);
  return { run, write: runWrite(review, seen, { run, waits: true }) };
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
): Promise<void> => changeOwnRun(review, run, { ...waiting, held: Math.floor(now() / 1000) });

/** Notes that an execution failed, and with which error; the reconciler starts the next. */
export const noteFailure = (
  review: string,
  run: number,
  failed: { error: string; at: string },
): Promise<void> => changeOwnRun(review, run, { failed });
