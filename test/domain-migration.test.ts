import { describe, expect, it } from 'vitest';
import type { Answers } from '../domain/answers.ts';
import type { NewEvent } from '../domain/events.ts';
import type { Instrument } from '../domain/instrument.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Held, migrateInstrument, migrationOf } from '../domain/versions/migration.ts';
import { storedScores } from '../domain/versions/stored-scores.ts';
import {
  firstVersion,
  nextVersion,
  secondVersion,
  thirdVersion,
} from './support/replaced-instrument.ts';
import { instrumentOf } from './support/small-instrument.ts';
import {
  by,
  recorded,
  returned,
  stageOpened,
  stageSubmitted,
  upToEvaluation,
} from './support/small-review.ts';

const answers: Answers = {
  'EX-A1': { value: true },
  'EX-A2': { value: 'S' },
  'EX-A3': { value: 92 },
  'EX-A4': { value: 95 },
  'EX-A5': { value: 'S' },
  'EX-A6': { value: 85 },
  'EX-A7': { value: true },
};

const path = [firstVersion, secondVersion];
const submitted = { 'self-assessment': answers };

/** A version that adds one criterion, critical or not, to what the first one asks. */
const adding = (critical: boolean): Instrument =>
  nextVersion(
    firstVersion,
    [...firstVersion.criteria, { id: 'EX-N1', measure: 'YN', critical }],
    [{ change: 'added', criterion: 'EX-N1' }],
  );

describe('a review on the way to another version', () => {
  const { head } = recorded(upToEvaluation);
  const migration = migrationOf(head, path, { submitted });

  it('has its submitted answers mapped and scored, what is new counting as not assessed', () => {
    expect(migration.answers['self-assessment']).toMatchObject({
      'EX-B2': { value: 'S' },
      'EX-B3': { value: 92 },
      'EX-A6': { value: 'S' },
    });
    // Seven criteria, six of them satisfactory: EX-B9 was not asked.
    expect(migration.scores).toEqual({
      'self-assessment': {
        score: 85.7,
        scoring: 1,
        trace: expect.objectContaining({ 'EX-B3': 'S', 'EX-B9': 'NA' }),
      },
    });
    expect(migration.obstacles).toEqual([]);
  });

  it('folds to a head of the new version, with the names of the mapped answers', () => {
    const event = migrateInstrument(head, migration, { 'self-assessment': '1#mapped' }, 'd', by);
    const after = recorded([...upToEvaluation, event]);

    expect(after.head).toMatchObject({
      instrument: { id: 'small', version: 2 },
      answers: { 'self-assessment': '1#mapped' },
      scores: { 'self-assessment': 85.7 },
      phase: 'open',
      stage: 'evaluation',
    });
    expect(storedScores(after.events)['self-assessment']).toMatchObject({
      score: 85.7,
      instrument: { id: 'small', version: 2 },
    });
  });

  it('goes through the versions between', () => {
    const { from, to, fates } = migrationOf(head, [...path, thirdVersion], { submitted });

    expect([from, to]).toEqual([1, 3]);
    expect(fates.evaluation).toContainEqual({
      criterion: 'EX-C2',
      from: ['EX-A2'],
      outcome: 'renamed',
    });
  });
});

describe('a criterion that a version adds', () => {
  const { head } = recorded(upToEvaluation);
  const refused = (events: readonly NewEvent[], to: Instrument, held: Held = { submitted }) => {
    const { head: standing } = recorded(events);
    return migrationOf(standing, [firstVersion, to], held).obstacles;
  };

  it('stands in the way where it is critical and the stage is signed, and is named', () => {
    const migration = migrationOf(head, [firstVersion, adding(true)], { submitted });

    expect(migration.obstacles).toEqual([
      {
        pointer: '/toVersion',
        code: 'needs_answer',
        detail: expect.stringContaining('EX-N1 is critical, and the self-assessment is signed'),
      },
    ]);
    expect(() => migrateInstrument(head, migration, {}, 'd', by)).toThrow(Refusal);
  });

  it('does not stand in the way where it is not critical, or nothing is signed yet', () => {
    expect(refused(upToEvaluation, adding(false))).toEqual([]);
    expect(refused(upToEvaluation.slice(0, 2), adding(true), { submitted: {} })).toEqual([]);
  });

  it('stands in the way while a signed evaluation waits for its decision', () => {
    const waiting = [...upToEvaluation, stageSubmitted('evaluation', 'decision')];
    const held = { submitted: { 'self-assessment': answers, evaluation: answers } };

    expect(refused(waiting, adding(true), held)).toMatchObject([
      { detail: expect.stringContaining('the self-assessment is signed') },
      { detail: expect.stringContaining('the evaluation is signed') },
    ]);
  });

  it('opens with what was sent back, so that it can be answered', () => {
    const events = [...upToEvaluation, returned('EX-A2'), stageOpened('self-assessment', 2)];
    const { head: open } = recorded(events);
    const sentBack = [{ criterion: 'EX-A2', reason: 'Unclear', wanted: 'A figure' }];

    const migration = migrationOf(open, [firstVersion, adding(true)], {
      submitted,
      returned: sentBack,
    });

    expect(migration.obstacles).toEqual([]);
    expect(migration.returned).toEqual([
      ...sentBack,
      { criterion: 'EX-N1', reason: expect.stringContaining('Version 2'), wanted: 'An answer.' },
    ]);
  });
});

describe('what was sent back', () => {
  const open = recorded([
    ...upToEvaluation,
    returned('EX-A2'),
    stageOpened('self-assessment', 2),
  ]).head;
  const sent = (...criteria: string[]) =>
    criteria.map((criterion) => ({ criterion, reason: 'Unclear', wanted: 'A figure' }));

  it('is called as the new version calls it; what was merged is named once', () => {
    const { returned: mapped } = migrationOf(open, path, {
      submitted,
      returned: sent('EX-A2', 'EX-A3', 'EX-A4', 'EX-A5'),
    });

    expect(mapped?.map(({ criterion }) => criterion)).toEqual([
      'EX-B2',
      'EX-B3',
      'EX-B5',
      'EX-B6',
      'EX-B9',
    ]);
  });

  it('stays the only thing that is open: the head points at the event that says so', () => {
    const migration = migrationOf(open, path, { submitted, returned: sent('EX-A2') });
    const event = migrateInstrument(open, migration, {}, 'd', by);
    const { head, events } = recorded([
      ...upToEvaluation,
      returned('EX-A2'),
      stageOpened('self-assessment', 2),
      event,
    ]);

    expect(head.returned).toBe(events.at(-1)?.seq);
  });

  it('may not vanish altogether while the contributor is asked for it', () => {
    const dropping = nextVersion(
      instrumentOf([
        { id: 'EX-A1', measure: 'YN' },
        { id: 'EX-A2', measure: 'SNU' },
      ]),
      [{ id: 'EX-A1', measure: 'YN' }],
      [{ change: 'retired', criterion: 'EX-A2' }],
    );
    const before = instrumentOf([
      { id: 'EX-A1', measure: 'YN' },
      { id: 'EX-A2', measure: 'SNU' },
    ]);

    const { obstacles } = migrationOf(open, [before, dropping], {
      submitted: { 'self-assessment': { 'EX-A1': { value: true }, 'EX-A2': { value: 'S' } } },
      returned: sent('EX-A2'),
    });

    expect(obstacles).toMatchObject([{ code: 'nothing_returned' }]);
  });
});
