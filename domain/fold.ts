import type { Event } from './events.ts';
import { leavesOut } from './out.ts';
import { type Head, stateOf } from './review.ts';

const opened = (event: Extract<Event, { type: 'review-opened' }>): Head => {
  const { review, ...opening } = event.facts;
  return {
    ...opening,
    id: review,
    version: 1,
    state: 'self_assessment',
    phase: 'new',
    stage: 'self-assessment',
    round: 1,
    openedAt: event.at,
    answers: {},
    scores: {},
    assignments: {},
    out: [{ seq: 1, at: event.at }],
    chain: event.hash,
  };
};

/** What the event changes of the head, apart from version, chain and OUT. */
const change = (head: Head, event: Event): Partial<Head> => {
  switch (event.type) {
    case 'review-opened':
      throw new Error(`review ${head.id} is opened twice`);
    case 'stage-opened': {
      const { stage, round, dueAt } = event.facts;
      return { phase: 'open', state: stateOf[stage], stage, round, dueAt, out: [] };
    }
    case 'stage-submitted': {
      const { stage, answers } = event.facts;
      return { phase: 'submitted', answers: { ...head.answers, [stage]: answers } };
    }
    case 'stage-scored': {
      const { stage, score } = event.facts;
      return { phase: 'scored', scores: { ...head.scores, [stage]: score } };
    }
    case 'stage-returned':
      return { phase: 'returned', returned: event.seq };
    case 'stage-assigned': {
      const { stage, ...assignment } = event.facts;
      return { assignments: { ...head.assignments, [stage]: assignment } };
    }
    case 'anchors-moved': {
      const { plannedDeployment, arrival, dueAt } = event.facts;
      return {
        ...(plannedDeployment && { plannedDeployment }),
        ...(arrival && { arrival }),
        ...(dueAt && { dueAt }),
      };
    }
    case 'review-withdrawn':
      return { phase: 'closing', state: 'withdrawn' };
    case 'review-closed': {
      const { outcome, verdict } = event.facts;
      return { phase: 'rest', state: outcome, out: [], ...(verdict && { verdict }) };
    }
  }
};

/** The head after one more event. Refuses an event that does not follow the head. */
export const evolve = (head: Head | undefined, event: Event): Head => {
  if (!head) {
    if (event.type !== 'review-opened') throw new Error('a record begins with review-opened');
    return opened(event);
  }
  if (event.seq !== head.version + 1 || event.prev !== head.chain)
    throw new Error(`event ${event.seq} does not follow version ${head.version} of ${head.id}`);
  const out = leavesOut(event.type) ? [...head.out, { seq: event.seq, at: event.at }] : head.out;
  const next = { ...head, out, ...change(head, event), version: event.seq, chain: event.hash };
  if (event.type === 'review-closed') delete next.dueAt;
  return next;
};

/** The head that a whole record gives: equal to the stored one, or the record is broken. */
export const fold = (events: readonly Event[]): Head => {
  const head = events.reduce<Head | undefined>(evolve, undefined);
  if (!head) throw new Error('an empty record has no head');
  return head;
};
