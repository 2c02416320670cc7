import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followedBy, mixed, quantile, remaining } from '../domain/dashboard/histogram.ts';
import { confidenceOf } from '../domain/dashboard/readiness.ts';

const seed = 20_261_124;
const days = fc.array(fc.nat(60), { minLength: 1, maxLength: 30 });
const histogramOf = (all: readonly number[]) =>
  new Map([...Map.groupBy(all, (one) => one)].map(([one, same]) => [one, same.length]));

describe('a forecast', () => {
  it('has the quantiles of the days themselves', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(0.5, 0.9), (all, share) => {
        const inOrder = all.toSorted((one, other) => one - other);

        expect(quantile(histogramOf(all), share)).toBe(
          inOrder[Math.ceil(share * all.length - 1e-9) - 1],
        );
      }),
      { seed },
    );
  });

  it('of one thing after another is of every pair of them', () => {
    fc.assert(
      fc.property(days, days, (one, other) => {
        const pairs = one.flatMap((first) => other.map((second) => first + second));

        for (const share of [0.5, 0.9])
          expect(quantile(followedBy(histogramOf(one), histogramOf(other)), share)).toBe(
            quantile(histogramOf(pairs), share),
          );
      }),
      { seed },
    );
  });

  it('of what lasts already is of those that lasted at least so long', () => {
    fc.assert(
      fc.property(days, fc.nat(70), (all, elapsed) => {
        const longer = all.filter((one) => one >= elapsed).map((one) => one - elapsed);

        expect([...remaining(histogramOf(all), elapsed)].sort()).toEqual(
          [...histogramOf(longer)].sort(),
        );
      }),
      { seed },
    );
  });

  it('of several is as heavy as each is told', () => {
    expect(
      quantile(
        mixed([
          [new Map([[1, 7]]), 9],
          [new Map([[100, 1]]), 1],
        ]),
        0.9,
      ),
    ).toBe(1);
    expect(
      quantile(
        mixed([
          [new Map([[1, 7]]), 8],
          [new Map([[100, 1]]), 2],
        ]),
        0.9,
      ),
    ).toBe(100);
    expect(quantile(new Map(), 0.5)).toBeUndefined();
  });
});

describe('confidence in a verdict', () => {
  const footing = fc.record({
    verified: fc.nat(100),
    months: fc.nat(36),
    gap: fc.option(fc.integer({ min: -100, max: 100 })),
  });
  const rank = { high: 2, medium: 1, low: 0 };

  it('never grows where less is verified, evidence is older or the gap is wider', () => {
    fc.assert(
      fc.property(footing, fc.nat(20), (one, more) => {
        const here = rank[confidenceOf(one).confidence];
        const { verified, months, gap } = one;

        expect(
          rank[confidenceOf({ ...one, verified: verified - more }).confidence],
        ).toBeLessThanOrEqual(here);
        expect(
          rank[confidenceOf({ ...one, months: months + more }).confidence],
        ).toBeLessThanOrEqual(here);
        expect(
          rank[
            confidenceOf({ ...one, gap: gap === null ? null : gap + Math.sign(gap || 1) * more })
              .confidence
          ],
        ).toBeLessThanOrEqual(here);
      }),
      { seed },
    );
  });

  it('says what it lacks, unless it is high', () => {
    fc.assert(
      fc.property(footing, (one) => {
        const { confidence, because } = confidenceOf(one);

        expect(because.length === 0).toBe(confidence === 'high');
      }),
      { seed },
    );
  });
});
