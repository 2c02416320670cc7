import type { HealingKind } from '../domain/healing.ts';
import type { Head } from '../domain/review.ts';
import { now } from './clock.ts';
import { hasEndedWithHost, isWaitedFor, startExecution } from './executions.ts';
import { healingWrite } from './healings.ts';
import { headKey } from './keys.ts';
import { getEvent } from './reviews.ts';
import { type Run, waitingRun } from './runs.ts';
import { transactUnlessMoved, versionIs } from './table.ts';

const minute = 60_000;
const grace = 10 * minute;
const twentyDays = 20 * 24 * 60 * minute;

/** A wait that lasted twenty days has parked itself: its review needs no execution until the next event. */
const isParked = ({ held = 0 }: Run): boolean => held * 1000 + twentyDays <= now();

/** Whether its latest event is so young that an execution may still be on its way to the wait. */
const isFresh = async ({ id, version }: Head): Promise<boolean> => {
  const latest = await getEvent(id, version);
  return latest !== undefined && Date.parse(latest.at) > now() - grace;
};

/** What is wrong with the wait of an open review, in a few words; undefined when nothing is. */
const lossOf = async (head: Head, run: Run | undefined): Promise<string | undefined> => {
  if (!run) return 'no run';
  if (run.token && run.stage === head.stage && run.round === head.round) {
    if (isParked(run) || (await isWaitedFor(run.token))) return undefined;
    return 'its execution has ended';
  }
  if (await isFresh(head)) return undefined;
  return run.failed ? 'its execution failed' : 'no token';
};

/**
 * Gives an open review an execution that waits for it, where one is wanted and none does: it was
 * killed, it failed, or its token is lost. The kind of what was mended, if anything was. Nothing depends
 * on it, because the next command would start one too; it is the visible thread that is mended, and the
 * trouble counted. What ended with the host that ran it is no trouble: it goes on, and nothing is recorded.
 */
export const restoreWait = async (
  head: Head,
  seen: Run | undefined,
): Promise<HealingKind | undefined> => {
  if (head.phase !== 'open' || head.out.length > 0) return undefined;
  const loss = await lossOf(head, seen);
  if (loss === undefined) return undefined;
  const isNormal = seen !== undefined && !seen.failed && hasEndedWithHost(head.id, seen.run);
  const { run, write } = waitingRun(head.id, seen);
  const mended = await transactUnlessMoved([
    write,
    // A command that ended the wait at this moment moved the version before it used the token.
    { name: 'head', check: headKey(head.id), condition: versionIs(head.version) },
    ...(isNormal ? [] : [healingWrite('execution_lost', head.id, loss)]),
  ]);
  if (mended) await startExecution(head.id, run);
  return mended && !isNormal ? 'execution_lost' : undefined;
};
