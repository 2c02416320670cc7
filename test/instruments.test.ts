import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { criteriaOf, Instrument } from '../domain/instrument.ts';
import { unitTypes } from '../domain/reference/unit-types.ts';
import { findInstrument, instruments } from '../instruments/catalogue.ts';
import { root } from './support/product-files.ts';

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
    const ids = instruments
      .filter(({ version }) => version === 1)
      .flatMap(({ criteria }) => criteria.map(({ id }) => id));

    expect(new Set(names).size).toBe(names.length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    [
      'infantry-battalion.v1.json',
      'a9208bfeb0bcedb36143dfa5efbdc4aa5020999a61dbef93e47a8d270b6e51f3',
    ],
    [
      'formed-police-unit.v1.json',
      'c00b0fc319d5250b4c5727afeac923f3f642a96ed6a4d68efed8232de56b8fcc',
    ],
  ])('%s is published, and never changes by a byte', (file, digest) => {
    const bytes = readFileSync(join(root, 'instruments', file));

    expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest);
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

  it('agree on version 2: a director decides, the contingent commander signs, a verdict holds a year', () => {
    for (const id of ['infantry-battalion', 'formed-police-unit'])
      expect(findInstrument(id, 2)).toMatchObject({
        decision: 'director',
        fieldSignatures: 2,
        signatureDays: 7,
        returnDays: 14,
        validityDays: 365,
        scoringVersion: 2,
        caps: {
          undeclaredCaveat: 'not_ready',
          caveatNotAccepted: 'not_ready',
          vettingNotCleared: 'not_ready',
          certificateMissing: 'conditional',
        },
        previous: { version: 1, changes: [] },
      });
  });

  it('have police vetted before deployment and the military on arrival', () => {
    expect(findInstrument('formed-police-unit', 2)?.vetting).toEqual({ when: 'before_deployment' });
    expect(findInstrument('infantry-battalion', 2)?.vetting).toEqual({ when: 'on_arrival' });
  });

  it.each(['infantry-battalion', 'formed-police-unit'])(
    '%s asks in version 2 what it asked in version 1, and weighs the critical criteria twice',
    (id) => {
      const [first, second] = [1, 2].map((version) => findInstrument(id, version)?.criteria ?? []);

      expect(second?.map(({ weight: _, ...criterion }) => criterion)).toEqual(first);
      for (const { critical, weight } of second ?? [])
        expect(weight).toBe(critical ? 2 : undefined);
    },
  );

  it('say in the notice of version 2 what is ours', () => {
    for (const { notice } of instruments.filter(({ version }) => version === 2))
      expect(notice).toMatch(/Ours too.*cap the verdict.*double weight.*365 days/);
  });
});

describe('the schema of an instrument', () => {
  const data = structuredClone(infantry) as Instrument;
  const messages = (changed: Partial<Instrument>) =>
    Instrument.safeParse({ ...data, ...changed }).error?.issues.map(({ message }) => message) ?? [];

  it('refuses weights in scoring version 1', () => {
    const criteria = data.criteria.map((one) => ({ ...one, weight: 2 }));

    expect(messages({ criteria })).toEqual(['weights count from scoring version 2 on']);
    expect(messages({ criteria, scoringVersion: 2 })).toEqual([]);
  });

  it('refuses two signatures without the days after which the second one is given up', () => {
    expect(messages({ fieldSignatures: 2 })).toEqual([expect.stringContaining('signatureDays')]);
    expect(messages({ fieldSignatures: 2, signatureDays: 7 })).toEqual([]);
  });

  it('refuses a mapping from any version but the one before', () => {
    expect(messages({ version: 3, previous: { version: 1, changes: [] } })).toEqual([
      'previous is the version just before',
    ]);
  });
});
