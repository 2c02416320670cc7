import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../domain/answers.ts';
import { Measure } from '../domain/measure.ts';
import { rate, scoreStage, share, weightOf } from '../domain/scoring.ts';
import { Stage, stages } from '../domain/stages.ts';
import { type Traces, verdictOf } from '../domain/verdict.ts';
import { sectionOf, tablesOf } from './support/markdown-tables.ts';
import { root } from './support/product-files.ts';
import { instrumentOf, oneOfEach } from './support/small-instrument.ts';

const page = readFileSync(join(root, 'docs/scoring.md'), 'utf8');

const bandsOf = (cell: string) => {
  const [satisfactory = 0, improvement = 0] = cell.split(' and ').map(Number);
  return { satisfactory, improvement };
};

const readInstrument = (scoringVersion: number) => {
  const [rows = []] = tablesOf(sectionOf(page, 'The instrument of the examples'));
  return instrumentOf(
    rows.map(([id = '', measure = '', critical, asked = '', bands, weight]) => ({
      id,
      measure: Measure.parse(measure),
      critical: critical === 'critical',
      stages: asked.split(', ').map((stage) => Stage.parse(stage)),
      ...(bands && { bands: bandsOf(bands) }),
      ...(scoringVersion > 1 && weight && { weight: Number(weight) }),
    })),
    { scoringVersion },
  );
};

const words: Record<string, boolean | string> = {
  yes: true,
  no: false,
  'not assessed': 'not_assessed',
};

const answerIn = (cell: string) => words[cell] ?? (/^\d+$/.test(cell) ? Number(cell) : cell);

const answersIn = (rows: readonly string[][], column: number): Answers =>
  Object.fromEntries(
    rows
      .filter((cells) => cells[column] !== '–')
      .map((cells) => [cells[0], { value: answerIn(cells[column] ?? '') }]),
  );

const readExample = (number: number) => {
  const [rows = [], results = []] = tablesOf(sectionOf(page, `Example ${number}`));
  const expected = Object.fromEntries(results) as Record<string, string>;
  const answers = Object.fromEntries(
    stages.map((stage, index) => [stage, answersIn(rows, index + 1)]),
  ) as Record<Stage, Answers>;
  return { rows, answers, expected };
};

describe.each([
  [1, 1],
  [2, 1],
  [3, 1],
  [4, 2],
])('example %i of the page on scoring, in scoring version %i', (number, scoringVersion) => {
  const instrument = readInstrument(scoringVersion);
  const { rows, answers, expected } = readExample(number);
  const scored = stages.map((stage) => scoreStage(instrument, stage, answers[stage]));
  const [self, evaluation, verification] = scored.map(({ score }) => score);
  const traces = Object.fromEntries(
    stages.map((stage, index) => [stage, scored[index]?.trace]),
  ) as Traces;

  it('gives each stage the score that was worked by hand', () => {
    expect(scored.map(({ score }) => String(score))).toEqual([
      expected.self,
      expected.evaluation,
      expected.verification,
    ]);
  });

  it('lets the latest voice count', () => {
    const counted = rows.map(([id = '', , , , counts]) => {
      const latest = stages.findLast((stage) => traces[stage]?.[id] !== undefined);
      return [latest && traces[latest]?.[id], counts];
    });

    for (const [rating, counts] of counted) expect(rating).toBe(counts);
  });

  it('gives the verdict that was worked by hand', () => {
    const scores = {
      self: self ?? 0,
      evaluation: evaluation ?? 0,
      verification: verification ?? 0,
    };

    const verdict = verdictOf(instrument, traces, scores);

    expect(verdict).toEqual({
      rating: expected.rating,
      limitedBy: expected['limited by'] === '–' ? [] : expected['limited by']?.split(', '),
      score: Number(expected.score),
      scoreWithoutCap: Number(expected['score without cap']),
      scores,
    });
  });
});

describe('the rating of an answer', () => {
  const [percentage, judged, asked] = oneOfEach.criteria;
  if (!percentage || !judged || !asked) throw new Error('the small instrument has three criteria');

  it.each([
    [100, 'S'],
    [90, 'S'],
    [89.9, 'NI'],
    [70, 'NI'],
    [69.9, 'U'],
    [0, 'U'],
  ])('reads %d per cent as %s', (value, rating) => {
    expect(rate({ value }, percentage, oneOfEach)).toBe(rating);
  });

  it('takes the bands of the criterion before those of the instrument', () => {
    const own = { ...percentage, bands: { satisfactory: 15, improvement: 12 } };

    expect([15, 12, 11].map((value) => rate({ value }, own, oneOfEach))).toEqual(['S', 'NI', 'U']);
  });

  it('reads yes as satisfactory and no as unsatisfactory, and a judgement as it stands', () => {
    expect(rate({ value: true }, asked, oneOfEach)).toBe('S');
    expect(rate({ value: false }, asked, oneOfEach)).toBe('U');
    expect(rate({ value: 'NI' }, judged, oneOfEach)).toBe('NI');
  });

  it('never reads "not assessed", or silence, as a pass', () => {
    const { score, trace } = scoreStage(oneOfEach, 'evaluation', {
      'EX-A1': { value: 'not_assessed' },
    });

    expect(trace).toEqual({ 'EX-A1': 'NA', 'EX-A2': 'NA', 'EX-B1': 'NA' });
    expect(score).toBe(0);
  });
});

describe('the share of points', () => {
  const weighed = (weights: fc.Arbitrary<number>) =>
    fc.array(
      fc.record({
        rating: fc.constantFrom('S' as const, 'NI' as const, 'U' as const, 'NA' as const),
        weight: weights,
      }),
      { minLength: 1, maxLength: 60 },
    );

  it('lies between 0 and 100, has one decimal, and does not fall when one rating rises', () => {
    fc.assert(
      fc.property(weighed(fc.constantFrom(0.5, 1, 2, 3, 10)), (given) => {
        const [first = { weight: 1 }, ...others] = given;
        const value = share(given);
        const raised = share([{ ...first, rating: 'S' }, ...others]);
        expect(value).toBe(Number(value.toFixed(1)));
        expect(value).toBeGreaterThanOrEqual(0);
        expect(raised).toBeGreaterThanOrEqual(value);
        expect(raised).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('is the same whether all weigh 1 or all weigh something else', () => {
    fc.assert(
      fc.property(weighed(fc.constant(1)), fc.constantFrom(0.5, 2, 7), (given, weight) => {
        expect(share(given.map(({ rating }) => ({ rating, weight })))).toBe(share(given));
      }),
    );
  });

  it('knows no weights in scoring version 1, and a weight of 1 where version 2 gives none', () => {
    const version2 = instrumentOf([{ id: 'EX-A1', measure: 'YN' }], { scoringVersion: 2 });
    const [plain] = version2.criteria;
    if (!plain) throw new Error('the instrument has one criterion');

    expect(weightOf(plain, version2)).toBe(1);
    expect(weightOf({ ...plain, weight: 2 }, version2)).toBe(2);
    expect(weightOf({ ...plain, weight: 2 }, oneOfEach)).toBe(1);
  });
});
