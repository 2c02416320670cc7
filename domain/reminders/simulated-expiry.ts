import { type Course, expiresAfter, expiryOf } from '../commands/expiry.ts';
import type { Event, NewEvent } from '../events.ts';
import { evolve } from '../fold.ts';
import type { Head } from '../review.ts';
import { noticeAfter } from './owed-notice.ts';
import type { SimulatedRun } from './simulated-run.ts';

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

/** One more event of a review; whomever it concerns is told by the next run. */
const record = (run: SimulatedRun, event: NewEvent, before: Head, at: string): void => {
  const happened = placed(before, event, at);
  const head = evolve(before, happened);
  const open = run.reviews.get(before.id);
  run.reviews.set(head.id, { since: undefined, acts: [], ...open, head });
  const item = noticeAfter(before, head, happened);
  if (item) run.due.push({ at, item });
  const next = followedBy(head);
  if (next) record(run, next, head, at);
};

/** Gives every step that ran out by an instant its declared outcome. */
export const expireSteps = (run: SimulatedRun, at: string): void => {
  for (const { head } of run.reviews.values()) {
    const event = expiryOf(head, courseOf(run, head), at);
    if (event) record(run, event, head, at);
  }
};
