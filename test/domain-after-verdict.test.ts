import { describe, expect, it } from 'vitest';
import type { Answers } from '../domain/answers.ts';
import {
  attestedAnswers,
  carriedAnswers,
  requireReattested,
  savedAnswers,
} from '../domain/carried.ts';
import {
  findingsOf,
  isOverdue,
  openFinding,
  reverifiedFindings,
  statusOf,
  updateFinding,
} from '../domain/dossier/findings.ts';
import { uncoveredBy } from '../domain/dossier/plan.ts';
import type { NewEvent } from '../domain/events.ts';
import { criteriaOf } from '../domain/instrument.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Head } from '../domain/review.ts';
import { reopenedCriteria, requireNoNextCycle, requireNotRunning } from '../domain/successors.ts';
import { by, recorded } from './support/recorded.ts';
import { instrumentOf } from './support/small-instrument.ts';

const instrument = instrumentOf([
  { id: 'EX-A1', measure: 'PCT' },
  { id: 'EX-A2', measure: 'SNU' },
  { id: 'EX-B1', measure: 'YN', critical: true },
  { id: 'EX-C1', measure: 'YN', stages: ['self-assessment'] },
]);

const refused = (deed: () => unknown): Refusal => {
  try {
    deed();
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error('nothing was refused');
};

const closed = { phase: 'rest', state: 'closed', stage: 'verification' } as Head;
const facts = {
  criterion: 'EX-A1',
  action: 'Bring two more vehicles',
  owner: 'contributor',
  dueOn: '2027-04-01',
} as const;
const opens = (more: object = {}) =>
  ({ type: 'finding-opened', by, facts: { ...facts, ...more } }) as NewEvent;
const says = (status: string, more: object = {}) =>
  ({ type: 'finding-updated', by, facts: { finding: 'finding-1', status, ...more } }) as NewEvent;

describe('a finding', () => {
  it('follows a verdict, names a criterion, and is due today or later', () => {
    const open = (head: Head, more: object = {}) =>
      openFinding(head, instrument, { ...facts, ...more }, '2027-03-20', by);

    expect(open(closed)).toMatchObject({ type: 'finding-opened', facts });
    expect(refused(() => open({ ...closed, phase: 'open', state: 'verification' })).code).toBe(
      'wrong_stage',
    );
    expect(
      refused(() => open(closed, { criterion: 'EX-Z1', dueOn: '2027-03-19' })).errors.map(
        ({ pointer, code }) => `${pointer} ${code}`,
      ),
    ).toEqual(['/criterion unknown_criterion', '/dueOn in_the_past']);
  });

  it('is overdue while it is neither done nor verified', () => {
    const overdue = (...events: NewEvent[]) =>
      findingsOf(recorded([opens(), ...events])).map((finding) => isOverdue(finding, '2027-04-02'));

    expect(overdue()).toEqual([true]);
    expect(overdue(says('in_progress'))).toEqual([true]);
    expect(overdue(says('done'))).toEqual([false]);
    expect(overdue(says('done'), says('reopened'))).toEqual([true]);
  });

  it('is reported on by its owner until it is verified', () => {
    const findings = findingsOf(recorded([opens()]));
    const verified = findingsOf(recorded([opens(), says('verified', { review: 'child' })]));

    expect(updateFinding(findings, 'finding-1', { status: 'done' }, 'contributor', by)).toEqual({
      type: 'finding-updated',
      by,
      facts: { finding: 'finding-1', status: 'done' },
    });
    const by_ = (all: typeof findings, id: string, side: 'contributor' | 'mission') => () =>
      updateFinding(all, id, { status: 'done' }, side, by);
    expect(refused(by_(findings, 'finding-1', 'mission')).code).toBe('forbidden');
    expect(refused(by_(findings, 'finding-9', 'contributor')).code).toBe('not_found');
    expect(refused(by_(verified, 'finding-1', 'contributor')).code).toBe('wrong_stage');
  });

  it('is verified where the field now rates the criterion S, else reopened; once', () => {
    const record = [opens(), opens({ criterion: 'EX-A2' }), opens({ criterion: 'EX-B1' })];
    const spoken = reverifiedFindings(findingsOf(recorded(record)), 'child', {
      'EX-A1': 'S',
      'EX-A2': 'NI',
    });
    const after = findingsOf(recorded([...record, ...spoken]));

    expect(after.map(statusOf)).toEqual(['verified', 'reopened', 'open']);
    expect(reverifiedFindings(after, 'child', { 'EX-A1': 'S', 'EX-A2': 'NI' })).toEqual([]);
    expect(reverifiedFindings(after, 'second', { 'EX-A2': 'S' })).toHaveLength(1);
  });
});

describe('the plan', () => {
  const verdict = { limitedBy: ['EX-B1'] };

  it('names what fell short and has no finding: what limits the verdict first', () => {
    const traces = {
      verification: { 'EX-A1': 'S', 'EX-A2': 'NI', 'EX-B1': 'U' },
      'self-assessment': { 'EX-A1': 'S', 'EX-A2': 'S', 'EX-B1': 'S', 'EX-C1': 'NA' },
    } as const;

    expect(uncoveredBy([], instrument, verdict, traces)).toEqual([
      { criterion: 'EX-B1', critical: true, limiting: true, rating: 'U' },
      { criterion: 'EX-A2', critical: false, limiting: false, rating: 'NI' },
      { criterion: 'EX-C1', critical: false, limiting: false, rating: 'NA' },
    ]);
    expect(
      uncoveredBy([{ criterion: 'EX-B1' }, { criterion: 'EX-C1' }], instrument, verdict, traces),
    ).toEqual([{ criterion: 'EX-A2', critical: false, limiting: false, rating: 'NI' }]);
  });

  it('tells nobody a rating that they may not read', () => {
    expect(uncoveredBy([], instrument, verdict, {})).toEqual([
      { criterion: 'EX-B1', critical: true, limiting: true },
    ]);
  });
});

describe('a re-verification', () => {
  const plan = findingsOf(recorded([opens(), opens({ criterion: 'EX-C1' })]));

  it('reopens the criteria of findings, each once, if the field answers them', () => {
    const wanted = { findings: ['finding-1'], criteria: ['EX-A1', 'EX-B1'] };

    expect(reopenedCriteria(instrument, wanted, plan)).toEqual(['EX-A1', 'EX-B1']);
    expect(
      refused(() =>
        reopenedCriteria(instrument, { findings: ['finding-9', 'finding-2'] }, plan),
      ).errors.map(({ pointer, code }) => `${pointer} ${code}`),
    ).toEqual(['/findings/0 unknown_reference', '/findings/1 unknown_criterion']);
  });

  it('is not opened twice at once for the same criterion', () => {
    const running = {
      kind: 'reverification',
      review: 'child',
      criteria: ['EX-A1'],
      state: 'verification',
    } as const;

    expect(refused(() => requireNotRunning([running], ['EX-A1'])).errors[0]?.detail).toContain(
      'review child',
    );
    requireNotRunning([running], ['EX-B1']);
    requireNotRunning([{ ...running, state: 'closed' }], ['EX-A1']);
  });
});

describe('the next cycle', () => {
  const from = { review: 'a1', instrument: { id: 'small', version: 1 } };
  const answers: Answers = {
    'EX-A1': { value: 80, comment: 'two are in the workshop', evidence: ['old', 'fresh'] },
    'EX-A2': { value: 'S', evidence: ['old'] },
    'EX-B1': { value: 'S' },
    'EX-Z1': { value: true },
  };
  const carried = carriedAnswers(
    criteriaOf(instrument, 'self-assessment'),
    answers,
    from,
    (evidence) => evidence === 'fresh',
  );

  it('is opened once, unless the first one came to nothing', () => {
    const one = { kind: 'next_cycle', review: 'next', state: 'evaluation' } as const;

    expect(refused(() => requireNoNextCycle([one])).message).toContain('review next');
    requireNoNextCycle([{ ...one, state: 'withdrawn' }]);
    requireNoNextCycle([{ ...one, kind: 'reverification' }]);
  });

  it('carries what is asked again and still fits, marked, without evidence that has ended', () => {
    expect(carried).toEqual({
      'EX-A1': {
        value: 80,
        comment: 'two are in the workshop',
        evidence: ['fresh'],
        carried: from,
      },
      'EX-A2': { value: 'S', carried: from },
    });
  });

  it('keeps the mark in a draft on what is sent back as it was read, and on nothing else', () => {
    const mark = (given: Answers) =>
      Object.entries(savedAnswers(carried, given)).flatMap(([id, { carried: is }]) =>
        is ? [id] : [],
      );
    const [, read] = Object.entries(carried)[1] ?? [];
    if (!read) throw new Error('EX-A2 was carried');

    expect(mark(carried)).toEqual(['EX-A1', 'EX-A2']);
    expect(mark({ 'EX-A2': { value: 'S' } })).toEqual([]);
    expect(mark({ 'EX-A2': { ...read, value: 'NI' } })).toEqual([]);
    expect(mark({ 'EX-B1': { value: true, carried: from } })).toEqual([]);
  });

  it('takes a submission only when each answer that is still carried is attested again', () => {
    const given = { 'EX-A1': { value: 95 }, 'EX-A2': { value: 'S' }, 'EX-B1': { value: true } };

    const missing = refused(() => requireReattested(carried, given));

    expect(missing.code).toBe('not_reattested');
    expect(missing.errors).toEqual([
      expect.objectContaining({ pointer: '/answers/EX-A2', code: 'not_reattested' }),
    ]);
    requireReattested(carried, given, ['EX-A2']);
    expect(attestedAnswers(carried, given)).toEqual({
      'EX-A1': { value: 95 },
      'EX-A2': { value: 'S', carried: from, reattested: true },
      'EX-B1': { value: true },
    });
  });

  it('does not ask again for what was attested in an earlier round', () => {
    const attested = attestedAnswers(carried, { 'EX-A2': { value: 'S' } });

    requireReattested(attested, { 'EX-A2': { value: 'S' } });
    expect(attestedAnswers(attested, { 'EX-A2': { value: 'S' } })).toEqual(attested);
  });
});
