import { now } from '../../adapters/clock.ts';
import { rowsOfPlan } from '../../adapters/plan-rows.ts';
import type { Event } from '../../domain/events.ts';
import type { HealingKind } from '../../domain/healing.ts';
import type { NoticeDue } from '../../domain/reminders/due-item.ts';
import { type NoticePlace, noticesInForce } from '../../domain/reminders/notices-in-force.ts';
import type { Head } from '../../domain/review.ts';
import type { AudienceOf } from './audience.ts';
import { isFound } from './fire.ts';
import { wantedBy } from './firing.ts';
import { noticeOf, putBack } from './put-due-back.ts';

/** So long whoever made an event may still be telling people of it. */
const patience = 2 * 60_000;

/** Whether the ledger has anything of a notice; what was claimed in passing is told to the index once its lease is over. */
const isInLedger = async (review: string, { seq, step, round }: NoticePlace): Promise<boolean> => {
  const rows = await rowsOfPlan({ review, step, round, plan: String(seq) });
  for (const row of rows) if (row.status === 'claimed') await isFound(row);
  return rows.length > 0;
};

/** Whether anybody is there to be told what a notice is about. */
const concernsAnybody = async (
  notice: NoticeDue,
  head: Head,
  audience: AudienceOf,
): Promise<boolean> => {
  for (const wanted of await wantedBy(notice, head))
    if ((await audience(head, wanted)).length > 0) return true;
  return false;
};

/** Puts a notice back of which the ledger knows nothing and nobody was told. */
const restoreOne = async (
  head: Head,
  place: NoticePlace,
  audience: AudienceOf,
): Promise<boolean> => {
  const [at, item] = (await noticeOf(head.id, place.seq)) ?? [];
  if (!at || !item || !(await concernsAnybody(item, head, audience))) return false;
  return putBack(head, 'due_missing', { at, item, found: `no notice of event ${place.seq}` });
};

/**
 * Owes people again what they were never told of a review that waits or has ended, and what nothing
 * leads on to: who holds it, whether its clocks run, by when, what was released, how it ended.
 * `chapter` is what happened since its step began or since it ended; one notice each time.
 */
export const restoreNotice = async (
  head: Head,
  chapter: readonly Event[],
  isDue: () => Promise<boolean>,
  audience: AudienceOf,
): Promise<HealingKind | undefined> => {
  for (const place of noticesInForce(head, chapter)) {
    if (Date.parse(place.at) > now() - patience) continue;
    if ((await isInLedger(head.id, place)) || (await isDue())) continue;
    if (await restoreOne(head, place, audience)) return 'due_missing';
  }
  return undefined;
};
