import { type Course, expiresAfter, expiryOf } from '../commands/expiry.ts';
import type { Event, NewEvent } from '../events.ts';
import { evolve } from '../fold.ts';
import type { Head } from '../review.ts';
import { allowedAt } from './manners.ts';
import { noticeAfter } from './owed-notice.ts';
import { mailOf, toldToday } from './simulated-delivery.ts';
import { fireOne, putOff, type SimulatedRun } from './simulated-run.ts';
import type { PlannedMessage } from './simulated-world.ts';
import type { Telling } from './telling.ts';
import { pressureOf } from './tellings.ts';

const courseOf = ({ rules }: SimulatedRun, head: Head): Course => ({
  instrument: rules.instrumentOf(head),
  ladder: rules.ladderOf(head),
  zone: rules.calendarsOf(head).due,
});

/** From which instant (milliseconds) on the open step runs out; undefined where it never does. */
export const expiryInstant = (run: SimulatedRun, head: Head): number | undefined => {
  const after = expiresAfter(head, courseOf(run, head));
  return after === undefined ? undefined : Date.parse(after) + 1;
};

/** The event in its place; nothing hangs on the hash of what only may come. */
const placed = (head: Head, event: NewEvent, at: string): Event =>
  ({ ...event, seq: head.version + 1, at, prev: head.chain, hash: head.chain }) as Event;

/** What the machine would do next by itself. Score and verdict are not known before they are given; no reminder reads them. */
const followedBy = ({ phase, state, stage, round }: Head): NewEvent | undefined => {
  if (phase === 'closing' && state === 'lapsed')
    return { type: 'review-closed', facts: { outcome: 'lapsed' } };
  if (phase === 'submitted')
    return { type: 'stage-scored', facts: { stage, round, score: 0, scoring: 1, trace: {} } };
  return phase === 'scored' ? { type: 'review-closed', facts: { outcome: 'closed' } } : undefined;
};

/** Tells each person at once what one event owes them, in one mail; beyond the cap it waits in the ledger. */
const handOver = (run: SimulatedRun, head: Head, rows: readonly Telling[], at: string) =>
  [...Map.groupBy(rows, ({ recipient }) => recipient)].flatMap(([recipient, some]) => {
    const person = run.people.byId.get(recipient);
    if (!person?.email) return [];
    const { manners } = run.rules.ladderOf(head);
    const urgent = some.some(({ kind }) => pressureOf(kind) === 'urgent');
    const told = toldToday(run, person, at);
    const where = run.rules.whereaboutsOf(person);
    const until = allowedAt(at, manners, where, told, urgent ? 'urgent' : 'notice');
    if (until === 'now') return [mailOf(run, person, some, at)];
    for (const row of some) run.ledger.add(putOff(run, row, until, { capped: true, head }));
    return [];
  });

/** One more event of a review, and the mails that it makes people be sent at once. */
const record = (run: SimulatedRun, event: NewEvent, before: Head, at: string): PlannedMessage[] => {
  const happened = placed(before, event, at);
  const head = evolve(before, happened);
  const open = run.reviews.get(before.id);
  run.reviews.set(head.id, { since: undefined, acts: [], ...open, head });
  const item = noticeAfter(before, head, happened);
  const mails: PlannedMessage[] = [];
  if (item)
    fireOne(run, { at, item }, at, (_, rows) => mails.push(...handOver(run, head, rows, at)));
  const next = followedBy(head);
  return next ? [...mails, ...record(run, next, head, at)] : mails;
};

/** Gives every step that ran out by an instant its declared outcome, and tells whom that concerns. */
export const expireSteps = (run: SimulatedRun, at: string): PlannedMessage[] =>
  [...run.reviews.values()].flatMap(({ head }) => {
    const event = expiryOf(head, courseOf(run, head), at);
    return event ? record(run, event, head, at) : [];
  });
