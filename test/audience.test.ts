import { describe, expect, it } from 'vitest';
import {
  addressed,
  partyOfRole,
  partyOfStep,
  scopeOf,
  upwardsFrom,
} from '../domain/reminders/audience.ts';
import { calendarOfParty, findCalendar } from '../instruments/calendars.ts';
import { findLadder } from '../instruments/ladders.ts';

const review = { contributor: 'EGY', mission: 'MINUSCA' };
const open = {
  phase: 'open' as const,
  stage: 'self-assessment' as const,
  assignments: {},
};
const today = '2027-06-14';

describe('whom a rung tells', () => {
  it('is whoever acts on the step, each with those above them', () => {
    expect(addressed('holder', open, today)).toEqual([
      { roles: ['contributor', 'permanent_mission', 'evaluator', 'director'] },
      { roles: ['permanent_mission', 'evaluator', 'director'] },
    ]);
    expect(
      addressed('holder', { ...open, stage: 'verification', waiting: 'signature' }, today),
    ).toEqual([{ roles: ['contingent_commander', 'permanent_mission', 'evaluator', 'director'] }]);
    expect(
      addressed('holder', { ...open, stage: 'evaluation', waiting: 'decision' }, today),
    ).toEqual([{ roles: ['director'] }]);
  });

  it('is the person whom the stage is given to, while it is', () => {
    const given = (until?: string) => ({
      ...open,
      assignments: { 'self-assessment': { person: 'p1', ...(until && { until }) } },
    });

    expect(addressed('holder', given(), today)).toMatchObject([{ person: 'p1' }]);
    expect(addressed('holder', given(today), today)).toMatchObject([{ person: 'p1' }]);
    expect(addressed('holder', given('2027-06-13'), today)).toHaveLength(2);
  });

  it('is not the field team where its signature is done and another one is wanted', () => {
    const signed = {
      ...open,
      stage: 'verification' as const,
      waiting: 'signature' as const,
      assignments: { verification: { person: 'p1' } },
    };

    expect(addressed('holder', signed, today)).toMatchObject([
      { roles: expect.arrayContaining(['contingent_commander']) },
    ]);
  });

  it('is the role that a rung names, else the one above it', () => {
    expect(addressed('commander', open, today)).toEqual([
      { roles: ['commander', 'evaluator', 'director'] },
    ]);
    expect(upwardsFrom('verifier')).toEqual(['verifier', 'commander', 'evaluator', 'director']);
  });

  it('is nobody while nobody is waited for', () => {
    expect(addressed('holder', { ...open, phase: 'rest' }, today)).toEqual([]);
  });

  it('is looked for among the people of the State, the mission or the Secretariat', () => {
    expect(scopeOf('permanent_mission', review)).toEqual({ contributor: 'EGY' });
    expect(scopeOf('commander', review)).toEqual({ mission: 'MINUSCA' });
    expect(scopeOf('director', review)).toEqual({});
  });
});

describe('whose calendar counts', () => {
  it('is that of the capital, of the mission, and of Headquarters for everybody in New York', () => {
    expect(partyOfRole('contributor', review)).toBe('contributor:EGY');
    expect(partyOfRole('contingent_commander', review)).toBe('contributor:EGY');
    expect(partyOfRole('permanent_mission', review)).toBeUndefined();
    expect(partyOfRole('verifier', review)).toBe('mission:MINUSCA');
    expect(partyOfRole('evaluator', review)).toBeUndefined();
    expect(partyOfRole('viewer', {})).toBeUndefined();
  });

  it('is that of the party which holds the step', () => {
    expect(partyOfStep('self-assessment', review)).toBe('contributor:EGY');
    expect(partyOfStep('verification', review)).toBe('mission:MINUSCA');
    expect(partyOfStep('decision', review)).toBeUndefined();
  });

  it('is found by its party or by its id', () => {
    expect(calendarOfParty('mission:MINUSCA')).toBe(findCalendar('minusca'));
    expect(calendarOfParty('contributor:XXX')).toBeUndefined();
    expect(findCalendar('nowhere')).toBeUndefined();
  });
});

describe('a ladder', () => {
  it('is found by its id', () => {
    expect(findLadder('rapid-deployment')?.title).toContain('60 days');
    expect(findLadder('none')).toBeUndefined();
  });
});
