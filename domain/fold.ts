import { changes } from './changes.ts';
import type { Event } from './events.ts';
import { leavesOut } from './out.ts';
import type { Head } from './review.ts';

const opened = (event: Extract<Event, { type: 'review-opened' }>): Head => {
  const { review, carried, criteria: _, ...opening } = event.facts;
  const again = opening.basis?.kind === 'reverification';
  return {
    ...opening,
    id: review,
    version: 1,
    state: again ? 'verification' : 'self_assessment',
    phase: 'new',
    stage: again ? 'verification' : 'self-assessment',
    round: 1,
    openedAt: event.at,
    answers: carried?.answers ?? {},
    scores: carried?.scores ?? {},
    assignments: {},
    out: [{ seq: 1, at: event.at }],
    hands: carried?.hands ?? {},
    chain: event.hash,
  };
};

const withoutUndefined = (head: { [K in keyof Head]: Head[K] | undefined }): Head =>
  Object.fromEntries(Object.entries(head).filter(([, value]) => value !== undefined)) as Head;

/** The head after one more event. Refuses an event that does not follow the head. */
export const evolve = (head: Head | undefined, event: Event): Head => {
  if (!head) {
    if (event.type !== 'review-opened') throw new Error('a record begins with review-opened');
    return opened(event);
  }
  if (event.seq !== head.version + 1 || event.prev !== head.chain)
    throw new Error(`event ${event.seq} does not follow version ${head.version} of ${head.id}`);
  const out = leavesOut(event) ? [...head.out, { seq: event.seq, at: event.at }] : head.out;
  const next = {
    ...head,
    out,
    ...changes[event.type](head, event as never),
    version: event.seq,
    chain: event.hash,
  };
  return withoutUndefined(next);
};

/** The head that a whole record gives: equal to the stored one, or the record is broken. */
export const fold = (events: readonly Event[]): Head => {
  const head = events.reduce<Head | undefined>(evolve, undefined);
  if (!head) throw new Error('an empty record has no head');
  return head;
};
