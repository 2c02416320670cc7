import { setTimeout as pause } from 'node:timers/promises';
import { now } from '../../adapters/clock.ts';
import { overdueReviews } from '../../adapters/expiries.ts';
import { shards } from '../../adapters/keys.ts';
import { pendingDue, pendingRows } from '../../adapters/pending-reminders.ts';
import { getEvent, getHead } from '../../adapters/reviews.ts';
import { queryPage } from '../../adapters/table.ts';
import { expiresAfter } from '../../domain/commands/expiry.ts';
import { isOfTheClock } from '../../domain/reminders/owed-notice.ts';
import type { PendingDue } from '../../domain/reminders/simulated-world.ts';
import { handler as expireStages } from '../../functions/expire-stages.ts';
import { handler as findDue } from '../../functions/find-due.ts';
import { instrumentOf } from '../../functions/machine-step.ts';
import { handler as sendReminder } from '../../functions/send-reminder.ts';
import { headquarters } from '../../instruments/calendars.ts';
import { standardLadder } from '../../instruments/ladders.ts';

// A task is given no context here: none of them reads it.
const nowhere = {} as Parameters<typeof findDue>[1];

const nothingOnItsWay = async (): Promise<boolean> => {
  for (const shard of shards) {
    const { items } = await queryPage({
      KeyConditionExpression: 'pk = :out',
      ExpressionAttributeValues: { ':out': `OUT#${shard}` },
      Limit: 1,
    });
    if (items.length > 0) return false;
  }
  return true;
};

/** Whether it is told by a run of the machine: what lies ahead, and what follows from a step that ran out. */
const waitsForRun = async ({ item }: PendingDue): Promise<boolean> => {
  if (item.kind !== 'notice') return true;
  const seqs = [item.seq, ...(item.act === undefined ? [] : [item.act])];
  const events = await Promise.all(seqs.map((seq) => getEvent(item.review, seq)));
  return events.some((event) => event && isOfTheClock(event));
};

const isQuiet = async (): Promise<boolean> =>
  (await nothingOnItsWay()) &&
  (await Promise.all((await pendingDue()).map(waitsForRun))).every((waits) => waits);

/** Waits until no review is on its way, and what people did was handed over. */
export const untilQuiet = async (): Promise<void> => {
  for (let tries = 0; tries < 3000; tries += 1) {
    if (await isQuiet()) return;
    await pause(10);
  }
  const left = (await pendingDue()).filter(({ item }) => item.kind === 'notice');
  throw new Error(`the machine did not come to rest: ${JSON.stringify(left)}`);
};

/** One run of the reminders, task by task as the state machine has them, and how many steps ran out; what people did is reconciled elsewhere. */
export const runReminders = async (): Promise<number> => {
  for (let round = 0, more = true; more; ) {
    const found = await findDue({ round }, nowhere);
    for (const person of found.recipients) await sendReminder({ person }, nowhere);
    ({ more, round } = found);
  }
  const { expired } = await expireStages({}, nowhere);
  if (expired > 0) await untilQuiet();
  return expired;
};

const quarter = 15 * 60_000;

/** The first instants at which open steps will have run out, by the ladder and instrument of all reviews here. */
export const expiriesBy = async (to: number): Promise<number[]> => {
  const found: number[] = [];
  for await (const review of overdueReviews(new Date(to).toISOString())) {
    const head = await getHead(review);
    if (!head) continue;
    const course = { instrument: instrumentOf(head), ladder: standardLadder, zone: headquarters };
    const after = expiresAfter(head, course);
    if (after) found.push(Date.parse(after) + 1);
  }
  return found;
};

/** The next run, on the quarter of an hour, at which the record says that anything is due, or a step has run out; undefined if it is not by `to`. */
export const nextDueRun = async (
  to: number,
  expiries: readonly number[],
): Promise<number | undefined> => {
  const due = (await pendingDue()).map(({ at }) => Date.parse(at));
  const owed = (await pendingRows()).map(({ notBefore }) => Date.parse(notBefore));
  const next = Math.max(Math.min(...due, ...owed, ...expiries), now() + 1);
  const at = Math.ceil(next / quarter) * quarter;
  return at <= to ? at : undefined;
};
