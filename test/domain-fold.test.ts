import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventHash } from '../adapters/hashing.ts';
import { closeReview, nextStep, openStage, scoreSubmission } from '../domain/chain.ts';
import { moveAnchors } from '../domain/commands/anchors.ts';
import { openReview } from '../domain/commands/openings.ts';
import { returnCriteria } from '../domain/commands/returns.ts';
import { submitStage } from '../domain/commands/submissions.ts';
import { withdrawReview } from '../domain/commands/withdrawals.ts';
import { Event, type NewEvent } from '../domain/events.ts';
import { evolve, fold } from '../domain/fold.ts';
import { Head } from '../domain/review.ts';
import { headquarters } from '../instruments/calendars.ts';
import { oneOfEach } from './support/small-instrument.ts';

const by = { person: 'somebody', role: 'evaluator', rule: 'a-test' };
const answers = { 'EX-A1': { value: 95 }, 'EX-A2': { value: 'S' }, 'EX-B1': { value: true } };
const trace = { 'EX-A1': 'S', 'EX-A2': 'S', 'EX-B1': 'S' } as const;
const traces = { 'self-assessment': trace, evaluation: trace, verification: trace };
const begun = Date.parse('2027-01-01T00:00:00.000Z');
const atSeq = (seq: number) => new Date(begun + seq * 3_600_000).toISOString();

const opening = openReview(
  'r1',
  {
    contributor: 'RWA',
    mission: 'MINUSCA',
    unit: { name: 'Fictional Battalion 1', type: 'INF_BN' },
    instrument: { id: 'small', version: 1 },
    plannedDeployment: '2027-06-01',
  },
  oneOfEach,
  atSeq(1),
  by,
  headquarters,
);

const placed = (before: Head | undefined, event: NewEvent): Event => {
  const seq = (before?.version ?? 0) + 1;
  const unhashed = { ...event, seq, at: atSeq(seq), prev: before?.chain ?? '' };
  return { ...unhashed, hash: eventHash('r1', unhashed as Event) } as Event;
};

/** What the machine does next with a review in transit, or undefined where it waits or rests. */
const machineStep = (head: Head): NewEvent | undefined => {
  const step = nextStep(head);
  const at = atSeq(head.version + 1);
  if (step.task === 'open') return openStage(head, step, oneOfEach, at, headquarters);
  if (step.task === 'score') return scoreSubmission(head, step, oneOfEach, answers);
  return step.task === 'close' ? closeReview(head, step.round, oneOfEach, traces) : undefined;
};

/** What people may do now. */
const commands = (head: Head): NewEvent[] => {
  if (head.phase === 'closing' || head.phase === 'rest') return [];
  const at = atSeq(head.version + 1);
  const returned = [{ criterion: 'EX-A1', reason: 'unclear', wanted: 'a figure' }];
  const open = head.phase === 'open';
  return [
    ...(open ? [submitStage(head, `${head.round}#hash`, {}, by)] : []),
    ...(open && head.stage === 'evaluation' && head.round < oneOfEach.roundBudget
      ? [returnCriteria(head, oneOfEach, returned, by)]
      : []),
    { type: 'stage-assigned', by, facts: { stage: head.stage, team: 'Team 1' } },
    moveAnchors(
      head,
      oneOfEach,
      { arrival: '2027-06-05', reason: 'ship is late' },
      at,
      by,
      headquarters,
    ),
    withdrawReview(head, 'unit is not needed', by),
  ];
};

/** A history: each number chooses among what can happen next, the machine's step included. */
const play = (choices: readonly number[]): { events: Event[]; head: Head } => {
  const events = [placed(undefined, opening)];
  let head = fold(events);
  for (const choice of choices) {
    const possible = [...[machineStep(head) ?? []].flat(), ...commands(head)];
    const chosen = possible[choice % Math.max(possible.length, 1)];
    if (!chosen) break;
    const event = placed(head, chosen);
    events.push(event);
    head = evolve(head, event);
  }
  return { events, head };
};

const histories = fc.array(fc.nat(11), { maxLength: 40 }).map(play);

const first = (count: number) => Array.from({ length: count }, () => 0);

describe('the head of a review', () => {
  it('is what its events fold to, after they were written and read again', () => {
    void fc.assert(
      fc.property(histories, ({ events, head }) => {
        const kept = JSON.parse(JSON.stringify(events)).map((event: unknown) => Event.parse(event));
        expect(fold(kept)).toEqual(head);
        expect(Head.parse(JSON.parse(JSON.stringify(head)))).toEqual(head);
      }),
    );
  });

  it('counts its events, and chains to the last of them', () => {
    void fc.assert(
      fc.property(histories, ({ events, head }) => {
        expect(head.version).toBe(events.length);
        expect(head.chain).toBe(events.at(-1)?.hash);
      }),
    );
  });

  it('owes nothing where it waits for a person or rests, and something wherever it is in transit', () => {
    void fc.assert(
      fc.property(histories, ({ head }) => {
        const waits = head.phase === 'open' || head.phase === 'rest';
        expect(head.out.length === 0).toBe(waits);
        expect(nextStep(head).task === 'none').toBe(waits);
      }),
    );
  });

  it('comes to rest with a verdict when nobody returns or withdraws anything', () => {
    const { events, head } = play(first(20));

    expect(events.map(({ type }) => type)).toEqual([
      'review-opened',
      ...['self-assessment', 'evaluation', 'verification'].flatMap(() => [
        'stage-opened',
        'stage-submitted',
        'stage-scored',
      ]),
      'review-closed',
    ]);
    expect(head).toMatchObject({ state: 'closed', phase: 'rest', verdict: { rating: 'ready' } });
    expect(head.dueAt).toBeUndefined();
  });

  it('begins the next round with the self-assessment after a return', () => {
    const toEvaluation = first(4);
    const { head } = play([...toEvaluation, 1, 0]);

    expect(head).toMatchObject({ phase: 'open', stage: 'self-assessment', round: 2, returned: 6 });
  });
});

describe('a record that is not as it was written', () => {
  const { events } = play(first(20));

  it('is refused when an event is missing, twice there, or out of its order', () => {
    const [a, b, c, ...rest] = events;
    if (!a || !b || !c) throw new Error('the history is too short');

    expect(() => fold([a, c, ...rest])).toThrow('does not follow');
    expect(() => fold([a, b, b, c])).toThrow('does not follow');
    expect(() => fold([a, c, b])).toThrow('does not follow');
  });

  it('is refused when an event hangs on another past', () => {
    const [a, b] = events;
    if (!a || !b) throw new Error('the history is too short');

    expect(() => fold([a, { ...b, prev: 'another' } as Event])).toThrow('does not follow');
  });

  it('is refused without its beginning, with two of them, or with nothing at all', () => {
    expect(() => fold(events.slice(1))).toThrow('begins with review-opened');
    expect(() => fold([])).toThrow('empty');
    const [a] = events;
    if (!a) throw new Error('the history is too short');
    expect(() => fold([a, { ...a, seq: 2, prev: a.hash }])).toThrow('opened twice');
  });
});
