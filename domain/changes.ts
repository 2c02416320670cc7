import type { By, Event, EventType } from './events.ts';
import type { StageScore } from './facts/score-facts.ts';
import { type Hand, type Head, stateOf } from './review.ts';
import type { Stage } from './stages.ts';

type Of<T extends EventType> = Extract<Event, { type: T }>;

/** What an event sets; `undefined` takes the field away. */
type Change = { [K in keyof Head]?: Head[K] | undefined };

const done: Record<Stage, Hand> = {
  'self-assessment': 'submitted',
  evaluation: 'evaluated',
  verification: 'verified',
};

/** The people of a deed added to those who did it before; who is acted for did it as well. */
const withHand = ({ hands }: Head, hand: Hand, by: By | undefined): Pick<Head, 'hands'> => {
  const people = by ? [by.person, ...(by.for ? [by.for] : [])] : [];
  return { hands: { ...hands, [hand]: [...new Set([...(hands[hand] ?? []), ...people])] } };
};

const submitted = (head: Head, { facts, by }: Of<'stage-submitted'>): Change => {
  const { stage, answers, waitsFor, dueAt } = facts;
  return {
    answers: { ...head.answers, [stage]: answers },
    ...withHand(head, done[stage], by),
    // Whoever saw what the stage asks has not seen that a decision or signature is wanted.
    ...(waitsFor ? { waiting: waitsFor, seen: undefined } : { phase: 'submitted' }),
    ...(dueAt && { dueAt }),
  };
};

const stageOpened = ({ stage, round, dueAt }: Of<'stage-opened'>['facts']): Change => ({
  phase: 'open',
  state: stateOf[stage],
  stage,
  round,
  dueAt,
  out: [],
  seen: undefined,
  recalled: undefined,
  waiting: undefined,
  expired: undefined,
});

const expired = (head: Head, { outcome, dueAt }: Of<'stage-expired'>['facts']): Change => ({
  dueAt,
  expired: (head.expired ?? 0) + 1,
  ...(outcome === 'decide' && { waiting: 'decision', seen: undefined }),
});

const closed = ({ outcome, verdict }: Of<'review-closed'>['facts']): Change => ({
  phase: 'rest',
  state: outcome,
  out: [],
  dueAt: undefined,
  waiting: undefined,
  suspended: undefined,
  ...(verdict && { verdict }),
});

const anchorsMoved = (facts: Of<'anchors-moved'>['facts']): Change => {
  const { plannedDeployment, arrival, dueAt } = facts;
  return {
    ...(plannedDeployment && { plannedDeployment }),
    ...(arrival && { arrival }),
    ...(dueAt && { dueAt }),
  };
};

const corrected = (head: Head, facts: Of<'unit-corrected'>['facts']): Change => {
  const { name, type, strength } = facts;
  const corrections = {
    ...(name && { name }),
    ...(type && { type }),
    ...(strength && { strength }),
  };
  return { unit: { ...head.unit, ...corrections } };
};

const returned = (head: Head, event: Of<'stage-returned'>): Change => ({
  phase: 'returned',
  returned: event.seq,
  waiting: undefined,
  ...(event.by?.role === 'evaluator' && withHand(head, 'evaluated', event.by)),
});

const decided = (head: Head, { facts, by }: Of<'evaluation-decided'>): Change => ({
  phase: 'submitted',
  waiting: undefined,
  decision: facts.decision,
  ...withHand(head, 'decided', by),
});

const assigned = (head: Head, { stage, ...assignment }: Of<'stage-assigned'>['facts']): Change => ({
  assignments: { ...head.assignments, [stage]: assignment },
});

const resumed = ({ dueAt }: Of<'review-resumed'>['facts']): Change => ({
  suspended: undefined,
  ...(dueAt && { dueAt }),
});

const numbers = (scores: Partial<Record<Stage, StageScore>>): Head['scores'] =>
  Object.fromEntries(Object.entries(scores).map(([stage, { score }]) => [stage, score]));

const recomputed = (head: Head, { facts }: Of<'score-recomputed'>): Change => ({
  scores: { ...head.scores, ...numbers(facts.scores) },
  verdict: facts.verdict,
});

const migrated = (head: Head, { seq, facts }: Of<'instrument-migrated'>): Change => ({
  instrument: { id: facts.instrument, version: facts.to },
  answers: { ...head.answers, ...facts.answers },
  scores: { ...head.scores, ...numbers(facts.scores) },
  ...(facts.returned && { returned: facts.returned.length > 0 ? seq : undefined }),
});

const signed: Change = { phase: 'submitted', waiting: undefined };
const unchanged = (): Change => ({});

/** What each event changes of the head, apart from version, chain and OUT. */
export const changes: { readonly [T in EventType]: (head: Head, event: Of<T>) => Change } = {
  'review-opened': (head) => {
    throw new Error(`review ${head.id} is opened twice`);
  },
  'stage-opened': (_, { facts }) => stageOpened(facts),
  'stage-acknowledged': () => ({ seen: true }),
  'stage-submitted': submitted,
  'stage-scored': ({ scores }, { facts: { stage, score } }) => ({
    phase: 'scored',
    scores: { ...scores, [stage]: score },
  }),
  'stage-returned': returned,
  'submission-recalled': (_, { facts: { dueAt } }) => ({
    phase: 'returned',
    ...(dueAt && { dueAt, recalled: true }),
  }),
  'evaluation-decided': decided,
  'verification-signed': () => signed,
  'signature-missed': () => signed,
  'stage-assigned': (head, { facts }) => assigned(head, facts),
  released: (head, { facts: { what } }) => ({
    released: [...new Set([...(head.released ?? []), ...what])].sort(),
  }),
  'anchors-moved': (_, { facts }) => anchorsMoved(facts),
  'stage-extended': (_, { facts: { dueAt } }) => ({ dueAt }),
  'review-suspended': (_, { at }) => ({ suspended: at }),
  'review-resumed': (_, { facts }) => resumed(facts),
  'stage-expired': (head, { facts }) => expired(head, facts),
  'review-lapsed': () => ({ phase: 'closing', state: 'lapsed', waiting: undefined }),
  'review-withdrawn': () => ({ phase: 'closing', state: 'withdrawn', waiting: undefined }),
  'unit-corrected': (head, { facts }) => corrected(head, facts),
  'review-closed': (_, { facts }) => closed(facts),
  'comment-added': unchanged,
  'evidence-added': unchanged,
  'caveat-declared': unchanged,
  'caveat-found': unchanged,
  'caveat-decided': unchanged,
  'certificate-issued': unchanged,
  'vetting-recorded': unchanged,
  'finding-opened': unchanged,
  'finding-updated': unchanged,
  'obligation-reported': unchanged,
  'successor-opened': unchanged,
  'score-recomputed': recomputed,
  'instrument-migrated': migrated,
};
