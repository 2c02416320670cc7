import * as z from 'zod';
import { now } from '../adapters/clock.ts';
import { reviewsDueBy } from '../adapters/due-items.ts';
import { count, log } from '../adapters/log.ts';
import { restoreTransit } from '../adapters/lost-transits.ts';
import { restoreWait } from '../adapters/lost-waits.ts';
import { reconcile } from '../adapters/reconciler.ts';
import { getRuns } from '../adapters/runs.ts';
import { nextEndedReviews, nextOpenReviews } from '../adapters/sweep.ts';
import { type HealingKind, healingMetrics } from '../domain/healing.ts';
import type { Head } from '../domain/review.ts';
import { task } from './front-door.ts';
import { type AudienceOf, openAudience } from './reminders/audience.ts';
import { latestChapter } from './reminders/chapter.ts';
import { restoreDue } from './reminders/lost-due.ts';
import { restoreNotice } from './reminders/lost-notices.ts';

/** So many open reviews a run: as many as one read of a batch gives. */
const atOnce = 100;

/** So many a run of those that end or have ended within a week. */
const endedAtOnce = 50;

/** What cannot be fired is put off by an hour: so far ahead lies what is nevertheless on its way. */
const putOff = 61 * 60_000;

/** What a run of the reconciler found and mended, by kind, and what it could not mend. */
interface Found {
  readonly healed: Map<HealingKind, number>;
  failed: number;
}

/** One repair: a failure of it is counted and keeps nobody else waiting. */
const attempt = async (
  found: Found,
  review: string,
  repair: () => Promise<HealingKind | undefined>,
): Promise<void> => {
  try {
    const kind = await repair();
    if (kind) found.healed.set(kind, (found.healed.get(kind) ?? 0) + 1);
  } catch (error) {
    found.failed += 1;
    log('warn', 'could not be mended', {
      review,
      error: error instanceof Error ? error.name : 'unknown',
    });
  }
};

/** Mends what leads on to telling people of a review that waits or has ended. */
const restoreTelling = async (
  head: Head,
  isDue: () => Promise<boolean>,
  audience: AudienceOf,
): Promise<HealingKind | undefined> => {
  if (head.out.length > 0 || (head.phase !== 'open' && head.phase !== 'rest')) return undefined;
  const chapter = await latestChapter(head.id);
  return (
    (await restoreDue(head, chapter, isDue, audience)) ??
    (await restoreNotice(head, chapter, isDue, audience))
  );
};

/** Looks at the reviews whose turn it is, and mends what nothing else would find. */
const sweep = async (found: Found): Promise<readonly Head[]> => {
  const heads = await nextOpenReviews(atOnce);
  const runs = await getRuns(heads.map(({ id }) => id));
  const audience = openAudience();
  let due: Promise<Set<string>> | undefined;
  const isDue = async (review: string): Promise<boolean> => {
    due ??= reviewsDueBy(new Date(now() + putOff).toISOString());
    return (await due).has(review);
  };
  for (const head of [...heads, ...(await nextEndedReviews(endedAtOnce))]) {
    const { id } = head;
    await attempt(found, id, async () =>
      (await restoreTransit(head)) ? 'transit_lost' : undefined,
    );
    await attempt(found, id, () => restoreWait(head, runs.get(id)));
    await attempt(found, id, () => restoreTelling(head, () => isDue(id), audience));
  }
  return heads;
};

/**
 * Ends a run of the reminders: mends what a lost call, a failed or killed execution or a dead process
 * left behind, records each repair and counts it.
 */
export const handler = task('reconcile', z.object({}), async () => {
  const found: Found = { healed: new Map(), failed: 0 };
  const swept = (await sweep(found)).length;
  const { leftOver, ...result } = await reconcile();
  if (leftOver > 0) found.healed.set('out_left_over', leftOver);
  for (const [kind, times] of found.healed) count(healingMetrics[kind], times);
  const failed = result.failed + found.failed;
  if (failed > 0) count('ReconcileFailures', failed);
  return { ...result, failed, swept, healed: Object.fromEntries(found.healed) };
});
