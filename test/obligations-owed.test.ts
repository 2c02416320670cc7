import { describe, expect, it } from 'vitest';
import type { Obligation } from '../domain/reminders/obligation.ts';
import { nothingReported, type ObligationReport } from '../domain/reminders/obligation-record.ts';
import {
  isAsPlanned,
  isStillOwed,
  nextObligation,
  obligationHolds,
  obligationTellings,
  ownerOf,
} from '../domain/reminders/owed-obligation.ts';
import type { Head } from '../domain/review.ts';
import type { Verdict } from '../domain/verdict.ts';
import { headquarters } from '../instruments/calendars.ts';
import { messages } from '../instruments/messages.ts';
import { findObligation, obligations } from '../instruments/obligations.ts';

const head: Head = {
  id: 'r1',
  version: 9,
  contributor: 'RWA',
  mission: 'MINUSCA',
  unit: { name: 'Fictional Battalion 1', type: 'INF_BN' },
  instrument: { id: 'infantry-battalion', version: 2 },
  plannedDeployment: '2027-06-01',
  arrival: '2027-06-10',
  state: 'closed',
  phase: 'rest',
  stage: 'verification',
  round: 1,
  openedAt: '2027-01-30T12:00:00.000Z',
  answers: {},
  scores: {},
  assignments: {},
  out: [],
  hands: {},
  chain: 'x',
};
const here = { due: headquarters, owner: headquarters };
const today = '2027-07-01';
const find = (id: string) => findObligation(id) ?? expect.fail(`there is no obligation ${id}`);
const report = find('equipment-report');
const verdict = (rating: Verdict['rating']): Verdict => ({
  rating,
  limitedBy: [],
  score: 50,
  scoreWithoutCap: 50,
  scores: { self: 50, evaluation: 50 },
});

describe('what a unit owes again and again', () => {
  it.each([
    ['while the review is open', { state: 'verification', phase: 'open' }, true],
    ['after a verdict of ready', { verdict: verdict('ready') }, true],
    ['after a verdict with conditions', { verdict: verdict('conditional') }, true],
    ['after a verdict of not ready', { verdict: verdict('not_ready') }, false],
    ['of a review that was withdrawn', { state: 'withdrawn' }, false],
    ['of a review that lapsed', { state: 'lapsed' }, false],
    ['of a re-verification', { basis: { kind: 'reverification', review: 'r0' } }, false],
    ['of a next cycle', { basis: { kind: 'next_cycle', review: 'r0' } }, true],
    ['while its clocks stand still', { suspended: '2027-06-20T12:00:00.000Z' }, true],
  ] as const)('is told, or not, %s', (_, more, owed) => {
    expect(isStillOwed(report, { ...head, ...more } as Head, today)).toBe(owed);
  });

  it('is told of the types of units that owe it', () => {
    const police = find('police-unit-assessment');

    expect(isStillOwed(police, head, today)).toBe(false);
    expect(isStillOwed(police, { ...head, unit: { ...head.unit, type: 'FPU' } }, today)).toBe(true);
  });

  it('is told of rapid deployment by its own ladder, whatever the version, until the unit is there', () => {
    const rapid = find('rapid-deployment');
    const with_ = (ladder: string | undefined, arrival = '2027-12-01') =>
      isStillOwed(rapid, { ...head, ladder, arrival }, today);

    expect(with_(undefined)).toBe(false);
    expect(with_('rapid-deployment')).toBe(true);
    expect(with_('rapid-deployment@1')).toBe(true);
    expect(with_('rapid-deployment-of-ours')).toBe(false);
    expect(with_('rapid-deployment', today)).toBe(false);
  });

  it('has words in every language, in English those of the obligation', () => {
    for (const { id, title } of obligations) {
      const key = `obligation.${id.replaceAll('-', '_')}` as 'obligation.equipment_report';
      expect(messages.en.messages[key]).toBe(title);
    }
  });

  it('is counted in the days of whoever is asked first', () => {
    expect(obligations.map((one) => [one.id, ownerOf(one)])).toEqual([
      ['rapid-deployment', 'permanent_mission'],
      ['readiness-inspection', 'verifier'],
      ['equipment-report', 'contingent_commander'],
      ['police-unit-assessment', 'commander'],
      ['rotation-certification', 'permanent_mission'],
    ]);
  });
});

describe('the next telling of an obligation', () => {
  const after = '2027-06-11T00:00:00.000Z';

  it('names the day that it is counted from, and which time it is', () => {
    expect(nextObligation(report, head, here, after)).toEqual({
      at: '2027-07-07T13:00:00.000Z',
      item: {
        kind: 'obligation',
        review: 'r1',
        obligation: 'equipment-report',
        version: 1,
        anchor: '2027-06-10',
        occurrence: 1,
      },
    });
  });

  it('is none before the unit has a day of arrival, and none after its months', () => {
    const { arrival: _, ...planned } = head;

    expect(nextObligation(report, planned, here, after)).toBeUndefined();
    expect(nextObligation(report, head, here, '2030-07-01T00:00:00.000Z')).toBeUndefined();
  });

  it('leads from one to the next through all its months, and tells each once', () => {
    const told: string[] = [];
    let next = nextObligation(report, head, here, after);
    for (; next; next = nextObligation(report, head, here, next.at)) {
      const window = { from: next.at, now: next.at };
      for (const { plan, rung, as } of obligationTellings(
        report,
        head,
        here,
        window,
        nothingReported,
      ))
        told.push(`${plan} ${rung} ${as}`);
    }

    expect(told).toHaveLength(36 * 3);
    expect(new Set(told).size).toBe(told.length);
    expect(told.slice(0, 3)).toEqual([
      '2027-07-10 days-before contingent_commander',
      '2027-07-10 late contingent_commander',
      '2027-07-10 late verifier',
    ]);
    expect(told.at(-1)).toBe('2030-06-10 late verifier');
  });

  it('is not as planned once its day has moved, and a row of the old day does not hold', () => {
    const { item } = nextObligation(report, head, here, after) ?? expect.fail('nothing is next');
    const moved = { ...head, arrival: '2027-06-20' };
    const holds = (plan: string) =>
      obligationHolds(report, moved, { plan }, { due: headquarters, today }, nothingReported);

    expect(isAsPlanned(item, report, head, headquarters)).toBe(true);
    expect(isAsPlanned(item, report, moved, headquarters)).toBe(false);
    expect(isAsPlanned({ ...item, version: 2 }, report, head, headquarters)).toBe(false);
    expect([holds('2027-07-10'), holds('2027-07-20')]).toEqual([false, true]);
  });

  it('is left out for the day that was reported, and for no other', () => {
    const facts = { obligation: report.id, version: 1, metOn: '2027-07-05', side: 'contributor' };
    const reported = {
      id: 'report-12',
      at: '2027-07-05T08:00:00.000Z',
      dueOn: '2027-07-10',
      ...facts,
    };
    const record = { isSucceeded: false, reports: [reported as ObligationReport] };
    const window = { from: '2027-07-01T00:00:00.000Z', now: '2027-08-31T00:00:00.000Z' };
    const places = obligationTellings(report, head, here, window, record).map(
      ({ plan, rung }) => `${plan} ${rung}`,
    );
    const holds = (obligation: Obligation, plan: string, more = record) =>
      obligationHolds(obligation, head, { plan }, { due: headquarters, today }, more);

    expect(new Set(places)).toEqual(new Set(['2027-08-10 days-before', '2027-08-10 late']));
    expect(holds(report, '2027-07-10')).toBe(false);
    expect(holds(report, '2027-08-10')).toBe(true);
    expect(holds(report, '2027-08-10', { ...record, isSucceeded: true })).toBe(false);
    expect(holds(find('readiness-inspection'), '2027-12-10')).toBe(true);
  });
});
