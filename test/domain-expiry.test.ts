import { describe, expect, it } from 'vitest';
import { expiryOf } from '../domain/commands/expiry.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Ladder } from '../domain/reminders/ladder.ts';
import type { Head } from '../domain/review.ts';
import { headquarters } from '../instruments/calendars.ts';
import { findLadder, standardLadder } from '../instruments/ladders.ts';
import { oneOfEach } from './support/small-instrument.ts';

const dueAt = '2027-03-02T04:59:59.000Z';
const on = (day: string) => `${day}T12:00:00.000Z`;

const head: Head = {
  id: 'r1',
  version: 2,
  contributor: 'RWA',
  mission: 'MINUSCA',
  unit: { name: 'Fictional Battalion 1', type: 'INF_BN' },
  instrument: { id: 'small', version: 1 },
  plannedDeployment: '2027-06-01',
  state: 'self_assessment',
  phase: 'open',
  stage: 'self-assessment',
  round: 1,
  openedAt: '2027-01-30T12:00:00.000Z',
  dueAt,
  answers: {},
  scores: {},
  assignments: {},
  out: [],
  hands: {},
  chain: 'x',
};

const instrument: Instrument = {
  ...oneOfEach,
  expiry: {
    'self-assessment': {
      outcome: 'extend',
      graceDays: 0,
      days: 10,
      times: 2,
      afterwards: 'lapse',
    },
    evaluation: { outcome: 'decide', graceDays: 5 },
    verification: { outcome: 'lapse', graceDays: 30 },
  },
};

const evaluation: Head = { ...head, stage: 'evaluation', state: 'evaluation' };
const verification: Head = { ...head, stage: 'verification', state: 'verification' };

const course = (of: Instrument, ladder: Ladder = standardLadder) => ({
  instrument: of,
  ladder,
  zone: headquarters,
});

describe('what becomes of a stage that nobody heeds', () => {
  it('is nothing up to the end of its due day, and nothing without a rule in the instrument', () => {
    expect(expiryOf(head, course(instrument), dueAt)).toBeUndefined();
    expect(expiryOf(head, course(oneOfEach), on('2030-01-01'))).toBeUndefined();
  });

  it('is more time, as often as the instrument says, and then its end', () => {
    const extended = expiryOf(head, course(instrument), on('2027-03-02'));
    const ended = expiryOf({ ...head, expired: 2 }, course(instrument), on('2027-04-01'));

    expect(extended).toEqual({
      type: 'stage-expired',
      facts: {
        stage: 'self-assessment',
        round: 1,
        outcome: 'extend',
        dueAt: '2027-03-13T04:59:59.000Z',
      },
    });
    expect(ended?.type).toBe('review-lapsed');
  });

  it('is a decision of the director where the evaluation is missing', () => {
    expect(expiryOf(evaluation, course(instrument), on('2027-03-06'))).toBeUndefined();
    expect(expiryOf(evaluation, course(instrument), on('2027-03-07'))).toMatchObject({
      type: 'stage-expired',
      facts: { stage: 'evaluation', outcome: 'decide' },
    });
  });

  it('is a lapse after the days of grace', () => {
    expect(expiryOf(verification, course(instrument), on('2027-03-31'))).toBeUndefined();
    expect(expiryOf(verification, course(instrument), on('2027-04-01'))?.type).toBe(
      'review-lapsed',
    );
  });

  it('is the record of its absence where only the second signature is missing', () => {
    const waiting: Head = { ...verification, waiting: 'signature' };

    expect(expiryOf(waiting, course(instrument), on('2027-03-02'))?.type).toBe('signature-missed');
  });

  it('is what the ladder says, where it says something; else what the instrument says', () => {
    const rapid = findLadder('rapid-deployment') as Ladder;
    const silent = { ...rapid, steps: { evaluation: { rungs: [] } } };

    // Due on the first of March; the ladder gives two days of grace, the instrument five.
    expect(expiryOf(evaluation, course(instrument, rapid), on('2027-03-03'))).toBeUndefined();
    expect(expiryOf(evaluation, course(oneOfEach, rapid), on('2027-03-04'))).toMatchObject({
      type: 'stage-expired',
      facts: { outcome: 'decide' },
    });
    expect(expiryOf(evaluation, course(instrument, silent), on('2027-03-04'))).toBeUndefined();
    expect(expiryOf(evaluation, course(instrument, silent), on('2027-03-07'))).toBeDefined();
  });

  it('is nothing while a decision is wanted, while the clock stands, or while the machine moves', () => {
    const late = on('2028-01-01');

    expect(
      expiryOf({ ...evaluation, waiting: 'decision' }, course(instrument), late),
    ).toBeUndefined();
    expect(
      expiryOf({ ...head, suspended: on('2027-02-01') }, course(instrument), late),
    ).toBeUndefined();
    expect(expiryOf({ ...head, phase: 'submitted' }, course(instrument), late)).toBeUndefined();
  });
});
