import { timestamp } from '../../adapters/clock.ts';
import { listDelegations } from '../../adapters/delegations.ts';
import { rowsOf } from '../../adapters/ledger.ts';
import { mailsOn } from '../../adapters/mail-slots.ts';
import { pendingDue, pendingRows } from '../../adapters/pending-reminders.ts';
import { listPeople, type Person } from '../../adapters/people.ts';
import { listHeads } from '../../adapters/review-lists.ts';
import { eventsOf, getEvent, getHeads } from '../../adapters/reviews.ts';
import type { Event } from '../../domain/events.ts';
import { dayIn } from '../../domain/reminders/calendar-days.ts';
import { planBasis } from '../../domain/reminders/plan-basis.ts';
import { rowKey } from '../../domain/reminders/simulated-ledger.ts';
import type {
  OpenReview,
  PendingDue,
  RemindersState,
  Told,
} from '../../domain/reminders/simulated-world.ts';
import { type Head, stateOf } from '../../domain/review.ts';
import { recordOfObligations } from './record-of-obligations.ts';
import { whereaboutsOf } from './rules.ts';

const page = 100;

/** Everything of a list that is read page by page. */
const every = async <T>(
  read: (after: string) => Promise<{ some: readonly T[]; last: string | undefined }>,
): Promise<T[]> => {
  const all: T[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const { some, last } = await read(after);
    all.push(...some);
    after = last;
  }
  return all;
};

const everybody = (): Promise<Person[]> =>
  every(async (after) => {
    const { people, last } = await listPeople(after, page);
    return { some: people, last };
  });

const everyDelegation = () =>
  every(async (after) => {
    const { delegations, last } = await listDelegations(after, page);
    return { some: delegations, last };
  });

const openHeads = (): Promise<Head[]> =>
  every(async (after) => {
    const listing = { by: 'open', states: [...Object.values(stateOf), 'suspended'] } as const;
    const { heads, last } = await listHeads(listing, after, page);
    return { some: heads, last };
  });

/** The heads of these reviews, and of all that are open, each once. */
const headsOf = async (reviews: Iterable<string>): Promise<Head[]> => {
  const open = await openHeads();
  const known = new Set(open.map(({ id }) => id));
  const others = [...new Set(reviews)].filter((review) => !known.has(review));
  const more: Head[] = [];
  for (let from = 0; from < others.length; from += page)
    more.push(...(await getHeads(others.slice(from, from + page))));
  return [...open, ...more];
};

/** When the step of a review began: its next rungs say so; where none are left, its record does. */
const sinceOf = async (head: Head, due: readonly PendingDue[]): Promise<string | undefined> => {
  for (const { item } of due) if (item.kind === 'rungs') return item.since;
  if (head.phase !== 'open') return undefined;
  return planBasis(await Array.fromAsync(eventsOf(head.id)))?.since;
};

const actsOf = async (head: Head, due: readonly PendingDue[]): Promise<Event[]> => {
  const seqs = due.flatMap(({ item }) =>
    item.kind === 'notice' && item.act !== undefined ? [item.act] : [],
  );
  const events = await Promise.all(seqs.map((seq) => getEvent(head.id, seq)));
  return events.flatMap((event) => event ?? []);
};

const openReview = async (head: Head, due: readonly PendingDue[]): Promise<OpenReview> => ({
  head,
  since: await sinceOf(head, due),
  acts: await actsOf(head, due),
  record: await recordOfObligations(head),
});

/** The mails that a person had today, where they are. */
const hadToday = async (person: Person, at: string): Promise<Told[]> => {
  const where = await whereaboutsOf(person);
  const { slots } = await mailsOn(person.id, dayIn(where, at));
  return slots.map(({ message }) => ({ recipient: person.id, at, message }));
};

/** What the reminders rest on, with the people as the table has them. */
export type ReadState = RemindersState & { readonly people: readonly Person[] };

/** All that the reminders rest on at this moment: reviews, due items, ledger, people and their delegations. */
export const remindersState = async (): Promise<ReadState> => {
  const at = timestamp();
  const due = await pendingDue();
  const owed = await pendingRows();
  const heads = await headsOf([
    ...due.map(({ item }) => item.review),
    ...owed.map(({ review }) => review),
  ]);
  const dueOf = Map.groupBy(due, ({ item }) => item.review);
  const people = await everybody();
  const rows = (await Promise.all(heads.map(({ id }) => rowsOf(id)))).flat();
  return {
    reviews: await Promise.all(heads.map((head) => openReview(head, dueOf.get(head.id) ?? []))),
    due,
    rows: [...new Map([...rows, ...owed].map((row) => [rowKey(row), row])).values()],
    told: (await Promise.all(people.map((person) => hadToday(person, at)))).flat(),
    people,
    delegations: await everyDelegation(),
  };
};
