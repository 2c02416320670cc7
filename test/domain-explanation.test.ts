import { describe, expect, it } from 'vitest';
import { explanationOf } from '../domain/explanation.ts';
import { type Stage, stages } from '../domain/stages.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { StoredScores } from '../domain/versions/stored-scores.ts';
import { firstVersion } from './support/replaced-instrument.ts';

const limits: NonNullable<Verdict['limits']> = [
  { kind: 'certificate_missing', cap: 'conditional', detail: 'One is missing.' },
];

describe('the explanation of a verdict that is limited by more than its criteria', () => {
  const trace = { 'EX-A1': 'U' } as const;
  const stored: StoredScores = {
    verification: {
      score: 50,
      scoring: 1,
      trace,
      instrument: { id: 'small', version: 1 },
      at: '2027-03-01T00:00:00.000Z',
    },
  };
  const verdict = (over: Partial<Verdict>): Verdict => ({
    rating: 'not_ready',
    limitedBy: ['EX-A1'],
    score: 69.9,
    scoreWithoutCap: 95,
    scores: { self: 100, evaluation: 100, verification: 50 },
    ...over,
  });
  const explained = (over: Partial<Verdict>, readable: readonly Stage[] = []) =>
    explanationOf({
      verdict: verdict(over),
      instrument: firstVersion,
      stored,
      spoke: stages,
      spoken: {},
      readable,
    });
  const caveat = { kind: 'undeclared_caveat', cap: 'not_ready', detail: 'One was met.' } as const;

  it('names them in the summary, and lists them', () => {
    const { summary, limits: named } = explained({ limits: [caveat] });

    expect(summary).toContain('capped by EX-A1, an undeclared caveat');
    expect(named).toEqual([caveat]);
  });

  it('does not blame criteria that cap nothing, or limits that cap it less', () => {
    const [missing] = limits;
    const capped = { rating: 'conditional', score: 89.9, limitedBy: ['EX-A2'], limits } as const;

    expect(missing?.cap).toBe('conditional');
    expect(explained({ ...capped, limitedBy: ['EX-A2'] }).summary).toContain(
      'capped by a missing certificate: ',
    );
    expect(explained({ limits }).summary).toContain('capped by EX-A1: ');
    expect(explained({ decision: 'not_ready' }).summary).toContain(
      'capped by EX-A1, the decision that the unit is not ready: ',
    );
  });

  it('says what a criterion caps only to who may read its rating, or where nothing else caps it there', () => {
    const cap = (over: Partial<Verdict>, readable?: readonly Stage[]) =>
      explained(over, readable).limiting[0]?.cap;

    expect(cap({})).toBe('not_ready');
    expect(cap({ limits })).toBe('not_ready');
    expect(cap({ limits: [caveat] })).toBeUndefined();
    expect(cap({ limits: [caveat] }, ['verification'])).toBe('not_ready');
  });

  it('says that nothing limits what is ready, and what keeps a score down that no cap lowers', () => {
    const ready = { rating: 'ready', limitedBy: [], score: 95, limits: [] } as const;
    const low = { limitedBy: ['EX-A2', 'EX-A3'], score: 60, scoreWithoutCap: 60 };

    expect(explained({ ...ready, limitedBy: [], limits: [] }).summary).toContain('Nothing caps it');
    expect(explained(low).summary).toContain('what keeps it down is EX-A2, EX-A3');
    expect(explained(low).limiting[0]).toMatchObject({
      lift: '"satisfactory" would count in full.',
    });
  });
});
