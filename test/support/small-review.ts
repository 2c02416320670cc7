import { eventHash } from '../../adapters/hashing.ts';
import type { Event, NewEvent } from '../../domain/events.ts';
import { evolve } from '../../domain/fold.ts';
import type { Head } from '../../domain/review.ts';
import type { Stage } from '../../domain/stages.ts';

const begun = Date.parse('2027-01-01T00:00:00.000Z');
const day = 86_400_000;

const placed = (before: Head | undefined, event: NewEvent): Event => {
  const seq = (before?.version ?? 0) + 1;
  const at = new Date(begun + seq * day).toISOString();
  const unhashed = { ...event, seq, at, prev: before?.chain ?? '' };
  return { ...unhashed, hash: eventHash('r1', unhashed as Event) } as Event;
};

export const by = { person: 'somebody', role: 'director', rule: 'a-test' };

/** The opening of a small review, pinned to version 1 of the small instrument. */
export const opened: NewEvent = {
  type: 'review-opened',
  by,
  facts: {
    review: 'r1',
    contributor: 'RWA',
    mission: 'MINUSCA',
    unit: { name: 'Fictional Battalion 1', type: 'INF_BN' },
    instrument: { id: 'small', version: 1 },
    plannedDeployment: '2027-06-01',
    dueAt: '2027-02-01T23:59:59.000Z',
  },
};

const at = '2027-03-01T23:59:59.000Z';

/** A stage that opens; the machine's act. */
export const stageOpened = (stage: Stage, round = 1): NewEvent => ({
  type: 'stage-opened',
  facts: { stage, round, dueAt: at },
});

/** A stage signed by whoever answers it, with what is wanted before it ends. */
export const stageSubmitted = (stage: Stage, waitsFor?: 'decision' | 'signature'): NewEvent => ({
  type: 'stage-submitted',
  by,
  facts: { stage, round: 1, answers: '1#hash', declaration: true, ...(waitsFor && { waitsFor }) },
});

const stageScored = (stage: Stage, score: number): NewEvent => ({
  type: 'stage-scored',
  facts: { stage, round: 1, score, scoring: 1, trace: { 'EX-A1': 'S' } },
});

/** A review whose self-assessment is scored and whose evaluation is open. */
export const upToEvaluation: readonly NewEvent[] = [
  opened,
  stageOpened('self-assessment'),
  stageSubmitted('self-assessment'),
  stageScored('self-assessment', 90),
  stageOpened('evaluation'),
];

/** One criterion sent back by the evaluation. */
export const returned = (criterion: string): NewEvent => ({
  type: 'stage-returned',
  by,
  facts: {
    stage: 'evaluation',
    round: 1,
    criteria: [{ criterion, reason: 'Unclear', wanted: 'A figure' }],
  },
});

/** The record that these events make, a day apart, and the head that it folds to. */
export const recorded = (all: readonly NewEvent[]): { events: Event[]; head: Head } => {
  const events: Event[] = [];
  let head: Head | undefined;
  for (const event of all) {
    const next = placed(head, event);
    events.push(next);
    head = evolve(head, next);
  }
  if (!head) throw new Error('a record has at least one event');
  return { events, head };
};
