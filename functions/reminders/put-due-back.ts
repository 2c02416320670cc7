import { dueWrite } from '../../adapters/due-items.ts';
import { healingWrite } from '../../adapters/healings.ts';
import { headKey } from '../../adapters/keys.ts';
import { eventsOf } from '../../adapters/reviews.ts';
import { transactUnlessMoved, versionIs } from '../../adapters/table.ts';
import { evolve } from '../../domain/fold.ts';
import type { HealingKind } from '../../domain/healing.ts';
import type { DueItem, NoticeDue, RungsDue } from '../../domain/reminders/due-item.ts';
import { noticeAfter } from '../../domain/reminders/owed-notice.ts';
import type { Head } from '../../domain/review.ts';

/** The notice that an event owed, worked out from the record as when it was written. */
export const noticeOf = async (
  review: string,
  seq: number,
): Promise<[string, NoticeDue] | undefined> => {
  let before: Head | undefined;
  for await (const event of eventsOf(review)) {
    const after: Head = evolve(before, event);
    const notice = event.seq === seq ? noticeAfter(before, after, event) : undefined;
    if (notice) return [event.at, notice];
    before = after;
  }
  return undefined;
};

/** A due item that is not there, its instant, and what was found in a few words. */
export interface Missing {
  readonly at: string;
  readonly item: NoticeDue | RungsDue;
  readonly found: string;
}

/** Puts a due item where it belongs, in place of what was seen there, with a line that says so; false when the review or the item moved meanwhile. */
export const putBack = (
  head: Head,
  kind: HealingKind,
  { at, item, found }: Missing,
  seen?: DueItem,
): Promise<boolean> =>
  transactUnlessMoved([
    dueWrite(at, item, seen),
    { name: 'head', check: headKey(head.id), condition: versionIs(head.version) },
    healingWrite(kind, head.id, found),
  ]);
