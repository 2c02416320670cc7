import type { Event, EventType } from '../events.ts';
import type { Head } from '../review.ts';
import type { NoticeDue } from './due-item.ts';
import type { Step } from './ladder.ts';

/** What a notice is about, before it has its place in the record. */
type About = Omit<NoticeDue, 'kind' | 'review' | 'seq' | 'round'>;

type Of<T extends EventType> = Extract<Event, { type: T }>;

/** The deed that ended the last wait: what the machine does next is its consequence. */
const lastAct = (before: Head | undefined): Pick<NoticeDue, 'act'> => {
  const act = before?.out.at(-1)?.seq;
  return act === undefined ? {} : { act };
};

const ended = { decision: 'decision_wanted', signature: 'signature_wanted' } as const;

const onOpening = (before: Head | undefined, { facts: { stage } }: Of<'stage-opened'>): About => {
  const sentBack = before?.phase === 'returned' && before.returned === before.out.at(-1)?.seq;
  return { occasion: sentBack ? 'returned' : 'opened', step: stage, ...lastAct(before) };
};

const onSubmission = ({ seq, facts: { waitsFor } }: Of<'stage-submitted'>): About | undefined =>
  waitsFor && { occasion: ended[waitsFor], step: waitsFor, act: seq };

const onExpiry = ({ facts: { outcome, stage } }: Of<'stage-expired'>): About =>
  outcome === 'decide'
    ? { occasion: 'decision_wanted', step: 'decision' }
    : { occasion: 'date_moved', step: stage };

const onAssignment = (before: Head | undefined, { facts }: Of<'stage-assigned'>): About => {
  const previous = before?.assignments[facts.stage]?.person;
  const taken = previous && previous !== facts.person;
  return { occasion: 'assigned', step: facts.stage, ...(taken && { ref: previous }) };
};

const stepAt = ({ waiting, stage }: Head): Step => waiting ?? stage;

const onMove = (before: Head | undefined, after: Head): About | undefined =>
  after.phase === 'open' && before?.dueAt !== after.dueAt
    ? { occasion: 'date_moved', step: stepAt(after) }
    : undefined;

/** What an event makes people be told: a line per type, undefined where it concerns nobody. */
const aboutOf = (before: Head | undefined, after: Head, event: Event): About | undefined => {
  switch (event.type) {
    case 'stage-opened':
      return onOpening(before, event);
    case 'stage-submitted':
      return onSubmission(event);
    case 'stage-expired':
      return onExpiry(event);
    case 'review-closed':
      return { occasion: event.facts.outcome, step: after.stage, ...lastAct(before) };
    case 'stage-assigned':
      return onAssignment(before, event);
    case 'review-suspended':
      return { occasion: 'suspended', step: stepAt(after) };
    case 'review-resumed':
      return { occasion: 'resumed', step: stepAt(after) };
    case 'stage-extended':
    case 'anchors-moved':
      return onMove(before, after);
    case 'released':
      return { occasion: 'released', step: stepAt(after) };
    case 'caveat-found':
      return { occasion: 'undeclared_caveat', step: stepAt(after) };
    default:
      return undefined;
  }
};

/** The notice that an event owes people; undefined where it changes neither who must act nor by when. */
export const noticeAfter = (
  before: Head | undefined,
  after: Head,
  event: Event,
): NoticeDue | undefined => {
  const about = aboutOf(before, after, event);
  return (
    about && { kind: 'notice', review: after.id, round: after.round, seq: event.seq, ...about }
  );
};

/**
 * Whether a deed was that of the clock and not of a person. What follows from it is told by the next
 * run of the reminders: where many steps run out at one moment, each person gets one mail of all.
 */
export const isOfTheClock = ({ type }: Pick<Event, 'type'>): boolean =>
  type === 'stage-expired' || type === 'review-lapsed' || type === 'signature-missed';
