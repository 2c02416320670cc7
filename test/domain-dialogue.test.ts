import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headOfDialogue } from '../domain/dialogue/chain.ts';
import { DialogueEvent, type NewDialogueEvent } from '../domain/dialogue/events.ts';
import { statusOf } from '../domain/dialogue/expectation.ts';
import { linkedRecords } from '../domain/dialogue/linked-records.ts';
import { missionExpectations } from '../domain/dialogue/mission-expectations.ts';
import { type Dialogue, dialogueOf } from '../domain/dialogue/records.ts';
import { shownDialogue } from '../domain/dialogue/shown-dialogue.ts';
import type { Sight } from '../domain/dialogue/sight.ts';
import { supersededThreats, threatsOf } from '../domain/dialogue/superseded-threats.ts';
import { briefing, commitment, consultation, expectation, threat } from './support/dialogue.ts';

const by = { person: 'somebody', role: 'evaluator', rule: 'a-test' };

/** Events at their places, with hashes that only stand for hashes. */
const placed = (events: readonly Omit<NewDialogueEvent, 'by'>[]): DialogueEvent[] =>
  events.map((event, index) =>
    DialogueEvent.parse({
      ...event,
      by,
      seq: index + 1,
      at: '2026-10-01T00:00:00.000Z',
      prev: index === 0 ? '' : `hash-${index}`,
      hash: `hash-${index + 1}`,
    }),
  );

const recorded = (type: string, facts: unknown) =>
  ({ type, facts }) as Omit<NewDialogueEvent, 'by'>;
const folded = (...events: Omit<NewDialogueEvent, 'by'>[]): Dialogue => dialogueOf(placed(events));

describe('a dialogue', () => {
  const events = placed([
    recorded('briefing-recorded', briefing),
    recorded('threat-recorded', threat),
    recorded('threat-recorded', { ...threat, supersedes: 'threat-MINUSCA-2' }),
  ]);

  it('has the head that its last event gives, and none before it has begun', () => {
    expect(headOfDialogue([])).toBeUndefined();
    expect(headOfDialogue(events)).toEqual({ version: 3, chain: 'hash-3' });
  });

  it('is refused where an event is missing, doubled, out of order or cut off from the one before', () => {
    const [first, second, third] = events as [DialogueEvent, DialogueEvent, DialogueEvent];
    const wrong = [
      [second, third],
      [first, third],
      [first, first],
      [first, third, second],
      [first, { ...second, prev: 'another' }],
    ];

    for (const record of wrong) expect(() => headOfDialogue(record)).toThrow('does not follow');
  });
});

describe('where an expectation stands', () => {
  const status = (holders: string[], stances: Record<string, string>) =>
    statusOf({
      holders,
      stances: Object.entries(stances).map(([party, stance]) => ({ party, stance })) as never,
    });

  it('is contested when anybody contests it, not discussed while it is with anybody, else agreed', () => {
    expect(status(['council'], { RWA: 'agreed', GHA: 'contested' })).toBe('contested');
    expect(status(['council'], { RWA: 'contested', GHA: 'not_discussed' })).toBe('contested');
    expect(status(['council'], { RWA: 'agreed', GHA: 'not_discussed' })).toBe('not_discussed');
    expect(status(['council'], { RWA: 'agreed', secretariat: 'agreed' })).toBe('agreed');
    expect(status(['council'], {})).toBe('agreed');
  });
});

describe('the threat assessments that a review rests on', () => {
  const line = (...reviews: string[][]) =>
    folded(
      ...reviews.map((named, index) =>
        recorded('threat-recorded', {
          ...threat,
          reviews: named,
          ...(index > 0 && { supersedes: `threat-MINUSCA-${index}` }),
        }),
      ),
    ).threats;
  const idsOf = (reviews: string[][]) =>
    supersededThreats(line(...reviews), 'r1').map((l) => l.ref);

  it('are superseded when the newest of their line does not name the review', () => {
    expect(idsOf([['r1']])).toEqual([]);
    expect(idsOf([['r1'], []])).toEqual(['threat-MINUSCA-1']);
    expect(idsOf([['r1'], [], []])).toEqual(['threat-MINUSCA-1']);
    expect(idsOf([['r1'], ['r1'], []])).toEqual(['threat-MINUSCA-2']);
    expect(idsOf([['r2'], ['r1']])).toEqual([]);
  });

  it('are the newest of each line that name it', () => {
    const rested = threatsOf(line(['r1'], [], ['r1'], ['r2']), 'r1');

    expect(rested.map(({ threat: { id }, superseded }) => [id, superseded])).toEqual([
      ['threat-MINUSCA-3', true],
    ]);
  });
});

describe('what a State is shown', () => {
  const others = ['GHA', 'NPL', 'IND'];
  const state = fc.constantFrom('RWA', ...others);
  const states = fc.uniqueArray(state, { minLength: 1 });
  const party = fc.oneof(state, fc.constantFrom('council', 'secretariat', 'mission', 'host_state'));
  const parties = fc.uniqueArray(party, { minLength: 1 });
  const stance = fc.constantFrom('agreed', 'contested', 'not_discussed');
  const reviews = fc.uniqueArray(fc.constantFrom('review-of-RWA', 'review-of-GHA'));
  const followUps = fc.array(
    fc.record({ what: fc.constant('Do it.'), owner: party, dueOn: fc.constant('2026-12-01') }),
    { maxLength: 4 },
  );
  const point = fc.record({ raisedBy: party, point: fc.constant('One.'), closed: fc.boolean() });

  const anyBriefing = fc
    .record({ invited: states, followUps, reviews })
    .map((drawn) => recorded('briefing-recorded', { ...briefing, ...drawn }));
  const anyConsultation = fc
    .record({
      format: fc.constantFrom('1353_private', 'working_group', 'informal'),
      attendance: fc.record({ states, bodies: fc.constant(['Ministry of GHA']) }),
      points: fc.array(point, { maxLength: 4 }),
      followUps,
      reviews,
    })
    .map((drawn) => recorded('consultation-recorded', { ...consultation, ...drawn }));
  const anyExpectation = fc
    .record({ holders: parties, asked: parties, stance, reviews })
    .map(({ holders, asked, stance: stood, reviews: linked }) =>
      recorded('expectation-recorded', {
        ...expectation,
        holders,
        stances: asked
          .filter((one) => !holders.includes(one))
          .map((one) => ({ party: one, stance: stood })),
        reviews: linked,
      }),
    );
  const anyCommitment = state.map((contributor) =>
    recorded('commitment-recorded', { ...commitment, contributor }),
  );
  const anyRecord = fc.oneof(anyBriefing, anyConsultation, anyExpectation, anyCommitment);
  const sight: Sight = { of: 'state', state: 'RWA', reviews: new Set(['review-of-RWA']) };

  it('never names another State: not in its lists, the view of expectations, nor a ledger', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 12 }), (records) => {
        const dialogue = folded(...records);
        const shown = shownDialogue(dialogue, sight);
        const ledger = { id: 'review-of-RWA', contributor: 'RWA' };
        const seen = JSON.stringify([
          shown,
          missionExpectations('MINUSCA', shown),
          linkedRecords(dialogue, shown, ledger),
        ]);

        for (const other of others) expect(seen).not.toContain(other);
      }),
      { numRuns: 500 },
    );
  });

  it('counts every party once, whoever reads', () => {
    fc.assert(
      fc.property(anyExpectation, (record) => {
        const dialogue = folded(record);
        const [whole] = shownDialogue(dialogue, { of: 'everything' }).expectations;
        const [part] = shownDialogue(dialogue, sight).expectations;
        const { agreed = 0, contested = 0, not_discussed = 0 } = part?.others ?? {};

        if (part)
          expect(agreed + contested + not_discussed + part.stances.length).toBe(
            whole?.stances.length,
          );
      }),
    );
  });
});
