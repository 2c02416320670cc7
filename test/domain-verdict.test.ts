import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instrument } from '../domain/instrument.ts';
import type { Rating } from '../domain/scoring.ts';
import { type Traces, verdictOf } from '../domain/verdict.ts';
import { instrumentOf } from './support/small-instrument.ts';

const scores = { self: 100, evaluation: 100, verification: 100 };

const traceOf = (instrument: Instrument, ratings: Readonly<Record<string, Rating>>) =>
  Object.fromEntries(instrument.criteria.map(({ id }) => [id, ratings[id] ?? 'S']));

const perfect = (instrument: Instrument): Traces => ({
  'self-assessment': traceOf(instrument, {}),
  evaluation: traceOf(instrument, {}),
  verification: traceOf(instrument, {}),
});

const found = (instrument: Instrument, ratings: Readonly<Record<string, Rating>>) =>
  verdictOf(
    instrument,
    { ...perfect(instrument), verification: traceOf(instrument, ratings) },
    scores,
  );

/** Twenty criteria, of which the first three are critical. */
const twenty = instrumentOf(
  Array.from({ length: 20 }, (_, index) => ({
    id: `EX-A${index + 1}`,
    measure: 'SNU' as const,
    critical: index < 3,
  })),
);

describe('the verdict', () => {
  it('is not ready at 95 per cent with one critical "no", and names the criterion', () => {
    expect(found(twenty, { 'EX-A2': 'U' })).toEqual({
      rating: 'not_ready',
      limitedBy: ['EX-A2'],
      score: 69.9,
      scoreWithoutCap: 95,
      scores,
    });
  });

  it('is conditional when a critical criterion needs improvement or was not assessed', () => {
    const verdict = found(twenty, { 'EX-A1': 'NI', 'EX-A3': 'NA' });

    expect(verdict).toMatchObject({
      rating: 'conditional',
      limitedBy: ['EX-A1', 'EX-A3'],
      score: 89.9,
      scoreWithoutCap: 92.5,
    });
  });

  it('names only the failed criteria when others are merely weak', () => {
    expect(found(twenty, { 'EX-A1': 'NI', 'EX-A3': 'U' }).limitedBy).toEqual(['EX-A3']);
  });

  it('is not capped by criteria that are not critical', () => {
    expect(found(twenty, { 'EX-A20': 'U', 'EX-A19': 'NI' })).toMatchObject({
      rating: 'ready',
      limitedBy: [],
      score: 92.5,
    });
  });

  it('names everything that is not satisfactory when the score itself is too low', () => {
    const weak = { 'EX-A5': 'U', 'EX-A6': 'U', 'EX-A7': 'NI', 'EX-A8': 'NA' } as const;

    expect(found(twenty, weak)).toMatchObject({
      rating: 'conditional',
      limitedBy: ['EX-A5', 'EX-A6', 'EX-A7', 'EX-A8'],
      score: 82.5,
    });
  });

  it('takes the voice of the field before the others, and the others where the field is not asked', () => {
    const instrument = instrumentOf([
      { id: 'EX-A1', measure: 'YN', critical: true },
      { id: 'EX-A2', measure: 'YN', stages: ['self-assessment', 'evaluation'] },
      { id: 'EX-A3', measure: 'YN', stages: ['self-assessment'] },
    ]);
    const traces: Traces = {
      'self-assessment': { 'EX-A1': 'U', 'EX-A2': 'U', 'EX-A3': 'U' },
      evaluation: { 'EX-A1': 'U', 'EX-A2': 'S' },
      verification: { 'EX-A1': 'S' },
    };

    expect(verdictOf(instrument, traces, scores)).toMatchObject({
      rating: 'not_ready',
      limitedBy: ['EX-A3'],
      scoreWithoutCap: 66.7,
    });
  });
});

describe('every verdict', () => {
  const ratings = fc.dictionary(
    fc.constantFrom(...twenty.criteria.map(({ id }) => id)),
    fc.constantFrom('S' as const, 'NI' as const, 'U' as const, 'NA' as const),
  );
  const bandOf = (score: number) => {
    if (score >= 90) return 'ready';
    return score >= 70 ? 'conditional' : 'not_ready';
  };

  it('shows a score that reads as its rating, and never more than without the cap', () => {
    void fc.assert(
      fc.property(ratings, (given) => {
        const { rating, score, scoreWithoutCap } = found(twenty, given);
        expect(bandOf(score)).toBe(rating);
        expect(score).toBeLessThanOrEqual(scoreWithoutCap);
      }),
    );
  });

  it('names what limits it, unless it is ready, and only what is not satisfactory', () => {
    void fc.assert(
      fc.property(ratings, (given) => {
        const { rating, limitedBy } = found(twenty, given);
        expect(limitedBy.length > 0).toBe(rating !== 'ready');
        for (const id of limitedBy) expect(['U', 'NI', 'NA']).toContain(given[id]);
      }),
    );
  });

  it('is never ready with a critical criterion that is not satisfactory', () => {
    void fc.assert(
      fc.property(ratings, (given) => {
        const critical = twenty.criteria
          .filter(({ critical: is }) => is)
          .map(({ id }) => given[id]);
        const { rating } = found(twenty, given);
        if (critical.includes('U')) expect(rating).toBe('not_ready');
        if (critical.includes('NI') || critical.includes('NA')) expect(rating).not.toBe('ready');
      }),
    );
  });
});
