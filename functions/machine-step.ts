import * as z from 'zod';
import { dueKey } from '../adapters/keys.ts';
import { getEvent, getHead, record } from '../adapters/reviews.ts';
import { LostCondition } from '../adapters/table.ts';
import type { NewEvent } from '../domain/events.ts';
import type { Instrument } from '../domain/instrument.ts';
import { Superseded } from '../domain/refusal.ts';
import type { Calendar } from '../domain/reminders/calendar.ts';
import type { Head } from '../domain/review.ts';
import { Stage } from '../domain/stages.ts';
import { findInstrument } from '../instruments/catalogue.ts';
import { calendarOf } from './calendars-at-hand.ts';

/** What every task is told: the review, the execution that speaks, and the round it believes in. */
export const Place = z.object({ review: z.string(), run: z.int(), round: z.int() });
export type Place = z.output<typeof Place>;

export const StagePlace = Place.extend({ stage: Stage });

/** The instrument a review is pinned to; it exists, because the review could be opened. */
export const instrumentOf = ({
  instrument: { id, version },
}: Pick<Head, 'instrument'>): Instrument => {
  const instrument = findInstrument(id, version);
  if (!instrument) throw new Error(`instrument ${id} version ${version} is not in this release`);
  return instrument;
};

/**
 * One guarded, idempotent step of the machine: reads the head, decides, writes one transaction with
 * the version it saw, and decides anew when the record moved meanwhile. Quiet when there is nothing
 * left to do; throws Superseded when the record stands elsewhere.
 */
export const step = async (
  review: string,
  decide: (
    head: Head,
    instrument: Instrument,
    calendar: Calendar,
  ) => NewEvent | undefined | Promise<NewEvent | undefined>,
): Promise<Head> => {
  for (;;) {
    const head = await getHead(review);
    if (!head) throw new Superseded(`there is no review ${review}`);
    const event = await decide(head, instrumentOf(head), await calendarOf(head));
    if (!event) return head;
    try {
      return (await record(review, head, event)).head;
    } catch (error) {
      if (!(error instanceof LostCondition)) throw error;
    }
  }
};

/** The key of the notice that the head's latest event left, for `Notify`; null when another event came after. */
export const noticeOf = async ({ id, version }: Head): Promise<string | null> => {
  const latest = await getEvent(id, version);
  const owes = latest?.type === 'stage-opened' || latest?.type === 'review-closed';
  return owes ? dueKey(id, latest.at, latest.seq).sk : null;
};
