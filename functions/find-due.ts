import * as z from 'zod';
import { timestamp } from '../adapters/clock.ts';
import { dueNow, getDue, postponeDue } from '../adapters/due-items.ts';
import { peopleOwed } from '../adapters/ledger.ts';
import { count, log } from '../adapters/log.ts';
import { Unavailable } from '../adapters/unavailable.ts';
import { task } from './front-door.ts';
import { type AudienceOf, openAudience } from './reminders/audience.ts';
import { fire } from './reminders/fire.ts';

const atOnce = 100;
const rounds = 20;
const firedPerRound = 1000;
const hour = 3_600_000;

/** Fires one due item; one that cannot be fired is put off, so that it holds up nobody else. */
const fireOne = async (review: string, sk: string, audience: AudienceOf): Promise<void> => {
  const due = await getDue(review, sk);
  if (!due) return;
  try {
    await fire(due, audience);
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    const name = error instanceof Error ? error.name : 'unknown';
    log('error', 'a due item could not be fired', { review, error: name });
    count('DueFailures', 1);
    await postponeDue(due, new Date(Date.parse(timestamp()) + hour).toISOString());
  }
};

/** Fires whatever is due, and what becomes due by that; false when there is more than one round can do. */
const fireAll = async (): Promise<boolean> => {
  const audience = openAudience();
  const tried = new Set<string>();
  for (let before = -1; tried.size > before; ) {
    before = tried.size;
    for await (const { review, sk } of dueNow()) {
      if (tried.has(sk)) continue;
      if (tried.size >= firedPerRound) return false;
      tried.add(sk);
      await fireOne(review, sk, audience);
    }
  }
  return true;
};

/**
 * Fires everything that is due, then names up to a hundred people who are owed something by now, and
 * whether another round is worth it. Nobody is named before all is fired: each gets one mail.
 */
export const handler = task('find-due', z.object({ round: z.int() }), async ({ round }) => {
  const last = round >= rounds;
  const recipients = (await fireAll()) || last ? await peopleOwed(atOnce) : undefined;
  const more = !last && (recipients === undefined || recipients.length === atOnce);
  return { recipients: recipients ?? [], more, round: round + 1 };
});
