import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../domain/answers.ts';
import { ledgerOf } from '../domain/ledger.ts';
import { oneOfEach } from './support/small-instrument.ts';

const at = '2027-02-01T00:00:00.000Z';

const spoke = (by: string, percentage: number, judged: string, asked: boolean | string) => ({
  answers: {
    'EX-A1': { value: percentage },
    'EX-A2': { value: judged },
    'EX-B1': { value: asked },
  } satisfies Answers,
  by,
  at,
});

const gapsOf = (ledger: ReturnType<typeof ledgerOf>) => ledger.criteria.map(({ gap }) => gap);

describe('the ledger', () => {
  it('keeps what each of the three said side by side, with its rating', () => {
    const { criteria } = ledgerOf(oneOfEach, {
      'self-assessment': spoke('ana', 95, 'S', true),
      evaluation: spoke('ben', 80, 'S', true),
      verification: spoke('cho', 60, 'NI', false),
    });

    expect(criteria[0]).toEqual({
      criterion: 'EX-A1',
      self: { value: 95, rating: 'S', by: 'ana', at },
      evaluation: { value: 80, rating: 'NI', by: 'ben', at },
      verification: { value: 60, rating: 'U', by: 'cho', at },
      gap: 100,
      gaps: { selfEvaluation: 50, selfVerification: 100, evaluationVerification: 50 },
    });
  });

  it('measures the gap between what was claimed and what the field found', () => {
    const ledger = ledgerOf(oneOfEach, {
      'self-assessment': spoke('ana', 95, 'NI', false),
      evaluation: spoke('ben', 95, 'NI', false),
      verification: spoke('cho', 75, 'S', false),
    });

    expect(gapsOf(ledger)).toEqual([50, -50, 0]);
    expect(ledger.gaps).toEqual({
      bySection: { A: 0, B: 0 },
      overall: 0,
      selfEvaluation: { bySection: { A: 0, B: 0 }, overall: 0 },
      selfVerification: { bySection: { A: 0, B: 0 }, overall: 0 },
      evaluationVerification: { bySection: { A: 0, B: 0 }, overall: 0 },
    });
  });

  it('measures it against the Secretariat while the field has not spoken', () => {
    const ledger = ledgerOf(oneOfEach, {
      'self-assessment': spoke('ana', 95, 'S', true),
      evaluation: spoke('ben', 60, 'NI', true),
    });

    expect(gapsOf(ledger)).toEqual([100, 50, 0]);
    const means = { bySection: { A: 75, B: 0 }, overall: 50 };
    expect(ledger.gaps).toEqual({ ...means, selfEvaluation: means });
  });

  it('measures each two voices against each other, by criterion, section and over all', () => {
    const { criteria, gaps } = ledgerOf(oneOfEach, {
      'self-assessment': spoke('ana', 95, 'S', true),
      evaluation: spoke('ben', 75, 'S', true),
      verification: spoke('cho', 60, 'NI', 'not_assessed'),
    });

    expect(criteria.map((line) => line.gaps)).toEqual([
      { selfEvaluation: 50, selfVerification: 100, evaluationVerification: 50 },
      { selfEvaluation: 0, selfVerification: 50, evaluationVerification: 50 },
      { selfEvaluation: 0 },
    ]);
    expect(gaps).toEqual({
      bySection: { A: 75 },
      overall: 75,
      selfEvaluation: { bySection: { A: 25, B: 0 }, overall: 16.7 },
      selfVerification: { bySection: { A: 75 }, overall: 75 },
      evaluationVerification: { bySection: { A: 50 }, overall: 50 },
    });
  });

  it('has no gap where a voice is missing or says "not assessed"', () => {
    const alone = ledgerOf(oneOfEach, { 'self-assessment': spoke('ana', 95, 'S', true) });
    const silent = ledgerOf(oneOfEach, {
      'self-assessment': spoke('ana', 95, 'S', true),
      verification: spoke('cho', 95, 'S', 'not_assessed'),
    });

    expect(gapsOf(alone)).toEqual([undefined, undefined, undefined]);
    expect(alone.gaps).toEqual({ bySection: {} });
    expect(gapsOf(silent)).toEqual([0, 0, undefined]);
  });

  it('turns its gaps round when claim and finding change places', () => {
    const voice = fc.record({
      percentage: fc.integer({ min: 0, max: 100 }),
      judged: fc.constantFrom('S', 'NI', 'U'),
      asked: fc.boolean(),
    });
    type Voice = { percentage: number; judged: string; asked: boolean };
    const said = ({ percentage, judged, asked }: Voice) =>
      spoke('somebody', percentage, judged, asked);

    void fc.assert(
      fc.property(voice, voice, (one, other) => {
        const there = ledgerOf(oneOfEach, {
          'self-assessment': said(one),
          verification: said(other),
        });
        const back = ledgerOf(oneOfEach, {
          'self-assessment': said(other),
          verification: said(one),
        });
        const sums = gapsOf(there).map((gap, index) => (gap ?? 0) + (gapsOf(back)[index] ?? 0));
        expect(sums).toEqual([0, 0, 0]);
      }),
    );
  });
});
