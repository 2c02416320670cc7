import { randomUUID } from 'node:crypto';
import { Event, type NewEvent } from '../domain/events.ts';
import { evolve } from '../domain/fold.ts';
import { type Out, outOf } from '../domain/out.ts';
import { noticeAfter } from '../domain/reminders/owed-notice.ts';
import { Head } from '../domain/review.ts';
import {
  appendWrites,
  attributesOf,
  eventItems,
  latestEventItems,
  placedAfter,
} from './chained-record.ts';
import { eventHash } from './hashing.ts';
import {
  announcedAttributes,
  dueKey,
  eventKey,
  headKey,
  indexAttributes,
  outKey,
  reviewOf,
} from './keys.ts';
import { isListening, learnListening } from './listening.ts';
import { getItem, getItems, type Item, transact, type Write } from './table.ts';

const headOf = (item: Item): Head => Head.parse({ ...attributesOf(item), id: reviewOf(item.pk) });

/** The item of a head; the id is in the key and not written twice. */
const headItem = ({ id, ...head }: Head, at: string): Item => ({
  ...headKey(id),
  ...indexAttributes({ id, ...head }, at),
  ...head,
});

/** The head of a review, or undefined. A consistent read of the table, never of an index. */
export const getHead = async (review: string): Promise<Head | undefined> => {
  const item = await getItem(headKey(review));
  return item && headOf(item);
};

/** Many heads at once, in the order asked; a missing one is left out. */
export const getHeads = async (reviews: readonly string[]): Promise<Head[]> => {
  const items = await getItems(reviews.map(headKey));
  const heads = new Map(items.map((item) => [item.pk, headOf(item)]));
  return reviews.flatMap((review) => heads.get(headKey(review).pk) ?? []);
};

const eventOf = (item: Item): Event => Event.parse(attributesOf(item));

/** The events of a review in their order, after `from` (default: all). */
export async function* eventsOf(review: string, from = 0): AsyncGenerator<Event> {
  for await (const item of eventItems(headKey(review).pk, from)) yield eventOf(item);
}

/** The events of a review, the latest first: whoever looks for a recent one reads no further than that. */
export async function* latestEvents(review: string): AsyncGenerator<Event> {
  for await (const item of latestEventItems(headKey(review).pk)) yield eventOf(item);
}

/** One event by its sequence, or undefined. */
export const getEvent = async (review: string, seq: number): Promise<Event | undefined> => {
  const item = await getItem(eventKey(review, seq));
  return item && eventOf(item);
};

/** OUT items that this event adds, and those that it settles. */
const outWrites = (before: Head | undefined, after: Head, event: Event): Write[] => {
  const added = after.out.filter(({ seq }) => seq === event.seq);
  const settled = (before?.out ?? []).filter(
    (old) => !after.out.some(({ seq }) => seq === old.seq),
  );
  return [
    ...added.map((out) => ({
      name: 'out',
      put: { ...outKey(after.id, out), ...outOf(after, event), attempts: 0 },
    })),
    ...settled.map((out) => ({ name: 'settled', remove: outKey(after.id, out) })),
  ];
};

/** The notice that an event owes people, due at once. */
const noticeWrites = (before: Head | undefined, after: Head, event: Event): Write[] => {
  const notice = noticeAfter(before, after, event);
  return notice
    ? [{ name: 'due', put: { ...dueKey(after.id, event.at, event.seq), ...notice } }]
    : [];
};

const placed = (review: string, before: Head | undefined, event: NewEvent): Event => {
  const unhashed = placedAfter(before, event);
  return { ...unhashed, hash: eventHash(review, unhashed) } as Event;
};

/**
 * One more event of a review: the head after it, and the writes that append it with its OUT and its
 * notice. Lost conditions are called `head` and `event`.
 */
export const appended = (
  review: string,
  before: Head | undefined,
  newEvent: NewEvent,
): { event: Event; after: Head; writes: readonly Write[] } => {
  const event = placed(review, before, newEvent);
  // What could not be read again is never written.
  const after = Head.parse(evolve(before, event));
  const writes = [
    ...appendWrites(before, headItem(after, event.at), {
      ...eventKey(review, event.seq),
      ...(isListening() && announcedAttributes(after, event)),
      ...event,
    }),
    ...outWrites(before, after, event),
    ...noticeWrites(before, after, event),
  ];
  return { event, after, writes };
};

/** What one more event leaves: the head after it, how the review is carried on, and whose notice is due. */
export interface Recorded {
  readonly head: Head;
  readonly at: string;
  readonly out: Out | undefined;
  /** The sort key of the notice that the event owes people. */
  readonly due: string | undefined;
}

/**
 * Appends one event in one transaction with the new head, OUT, notice and whatever the command
 * adds; answers with the new head and what is left to do.
 * Throws LostCondition (`head`, `event`, or a name of `extra`) when the record moved meanwhile.
 */
export const record = async (
  review: string,
  before: Head | undefined,
  newEvent: NewEvent,
  extra: (after: Head, at: string) => readonly Write[] = () => [],
): Promise<Recorded> => {
  await learnListening();
  const { event, after, writes } = appended(review, before, newEvent);
  await transact([...writes, ...extra(after, event.at)], randomUUID());
  const owes = noticeAfter(before, after, event) !== undefined;
  const due = owes ? dueKey(review, event.at, event.seq).sk : undefined;
  return { head: after, at: event.at, out: outOf(after, newEvent), due };
};
