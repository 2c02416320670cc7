import { describe, expect, it } from 'vitest';
import { criteriaOf, Instrument } from '../domain/instrument.ts';
import { unitTypes } from '../domain/reference/unit-types.ts';
import { findInstrument, instruments } from '../instruments/catalogue.ts';

const criterion = (id: string) =>
  instruments.flatMap(({ criteria }) => criteria).find((candidate) => candidate.id === id);

const infantry = findInstrument('infantry-battalion', 1);
const police = findInstrument('formed-police-unit', 1);

describe('the instruments', () => {
  it.each([
    ['infantry-battalion', 58, 26],
    ['formed-police-unit', 51, 29],
  ])('%s has %i criteria, %i of them critical', (id, all, critical) => {
    const { criteria } = findInstrument(id, 1) ?? { criteria: [] };

    expect(criteria).toHaveLength(all);
    expect(criteria.filter((one) => one.critical)).toHaveLength(critical);
  });

  it.each(instruments)('$id follows the schema, and says the same after it', (instrument) => {
    expect(Instrument.parse(structuredClone(instrument))).toEqual(instrument);
  });

  it('have an id and version of their own, and criteria that no other has', () => {
    const names = instruments.map(({ id, version }) => `${id} ${version}`);
    const ids = instruments.flatMap(({ criteria }) => criteria.map(({ id }) => id));

    expect(new Set(names).size).toBe(names.length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are found by id and version, and by nothing else', () => {
    expect(infantry?.title).toBe('Readiness of an infantry battalion');
    expect(findInstrument('infantry-battalion', 99)).toBeUndefined();
    expect(findInstrument('hospital', 1)).toBeUndefined();
  });

  it('never claim to be a form of the United Nations', () => {
    for (const { notice, title, sections, criteria } of instruments) {
      expect(notice).toMatch(/^This is not a United Nations form/);
      expect(JSON.stringify({ title, sections, criteria })).not.toMatch(
        /(UN|United Nations|official) form\b/i,
      );
    }
  });

  it('fit only unit types that exist', () => {
    const codes = unitTypes.map(({ code }) => code);

    for (const instrument of instruments)
      expect(codes).toEqual(expect.arrayContaining(instrument.unitTypes));
  });

  it('say which stages answer: what only the field can see is verified only', () => {
    expect(criterion('INF-B4')?.stages).toEqual(['verification']);
    expect(criterion('FPU-F2')?.stages).toEqual(['verification']);
    expect(criterion('FPU-B4')?.stages).toEqual(['evaluation']);
    expect(criterion('INF-G2')?.stages).toEqual(['self-assessment', 'verification']);
  });

  it.each([
    ['infantry-battalion', 45, 41, 50],
    ['formed-police-unit', 28, 36, 41],
  ])('%s asks %i, %i and %i criteria in its three stages', (id, self, evaluation, verification) => {
    const instrument = findInstrument(id, 1) as Instrument;

    expect(criteriaOf(instrument, 'self-assessment')).toHaveLength(self);
    expect(criteriaOf(instrument, 'evaluation')).toHaveLength(evaluation);
    expect(criteriaOf(instrument, 'verification')).toHaveLength(verification);
  });

  it('rate the women’s share against its target, and equipment against 90 per cent', () => {
    expect(criterion('INF-B6')?.bands).toEqual({ satisfactory: 15, improvement: 12 });
    expect(criterion('FPU-B6')?.bands).toEqual({ satisfactory: 20, improvement: 16 });
    for (const id of ['INF-F2', 'INF-G1', 'INF-G4', 'FPU-G1', 'FPU-G5'])
      expect(criterion(id)?.bands).toEqual({ satisfactory: 90, improvement: 70 });
  });

  it('give bands to percentages only', () => {
    const banded = instruments.flatMap(({ criteria }) => criteria).filter(({ bands }) => bands);

    expect(new Set(banded.map(({ measure }) => measure))).toEqual(new Set(['PCT']));
  });

  it('spell every piece of evidence out', () => {
    expect(criterion('INF-D3')?.evidence).toBe('Exercise/operation report');
    for (const { evidence, text } of instruments.flatMap(({ criteria }) => criteria)) {
      expect(evidence).toMatch(/\S/);
      expect(`${evidence}${text}`).not.toMatch(/\bas [A-Z]\d|""|\s\s|\s$/);
    }
  });

  it('agree on version 1: the evaluator decides, one signature in the field, dates as stated', () => {
    for (const instrument of [infantry, police])
      expect(instrument).toMatchObject({
        decision: 'evaluator',
        fieldSignatures: 1,
        thresholds: { ready: 90, conditional: 70 },
        due: {
          'self-assessment': { days: 30, after: 'opened' },
          evaluation: { days: 20, after: 'opened' },
          verification: { days: 30, after: 'arrival' },
        },
      });
  });
});
