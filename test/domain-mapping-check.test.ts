import { describe, expect, it } from 'vitest';
import type { Change } from '../domain/versions/mapping.ts';
import { mappingErrors } from '../domain/versions/mapping-check.ts';
import { instruments } from '../instruments/catalogue.ts';
import {
  firstVersion,
  nextVersion,
  secondVersion,
  thirdVersion,
} from './support/replaced-instrument.ts';
import { instrumentOf } from './support/small-instrument.ts';

describe('the check of a mapping', () => {
  const plain = instrumentOf([
    { id: 'EX-A1', measure: 'YN' },
    { id: 'EX-A2', measure: 'PCT' },
  ]);
  const [a1, a2] = [
    { id: 'EX-A1', measure: 'YN' },
    { id: 'EX-A2', measure: 'PCT' },
  ] as const;
  const errorsOf = (wanted: Parameters<typeof instrumentOf>[0], changes: Change[]) =>
    mappingErrors(plain, nextVersion(plain, wanted, changes));

  it('finds nothing wrong with the instruments of the product, or with those of this test', () => {
    for (const after of instruments.filter(({ previous }) => previous)) {
      const before = instruments.find(
        ({ id, version }) => id === after.id && version === after.version - 1,
      );
      expect(before && mappingErrors(before, after)).toEqual([]);
    }
    expect(mappingErrors(firstVersion, secondVersion)).toEqual([]);
    expect(mappingErrors(secondVersion, thirdVersion)).toEqual([]);
  });

  it('wants to know what became of every criterion, and where every new one comes from', () => {
    expect(errorsOf([a1], [])).toEqual(['nothing says what became of EX-A2']);
    expect(errorsOf([a1, a2, { id: 'EX-A3', measure: 'YN' }], [])).toEqual([
      'nothing says where EX-A3 comes from',
    ]);
  });

  it('wants to hear of a change of measure, and every value of the scale that is left', () => {
    const asText = [a1, { id: 'EX-A2', measure: 'SNU' as const }];
    const scale = { change: 'scale', criterion: 'EX-A2', from: 'PCT', to: 'SNU' } as const;
    const asPercent = [{ id: 'EX-A1', measure: 'PCT' as const }, a2];
    const yesNo = { change: 'scale', criterion: 'EX-A1', from: 'YN', to: 'PCT' } as const;

    expect(errorsOf(asText, [])).toEqual(['EX-A2 changed its measure unsaid']);
    expect(errorsOf(asText, [scale])).toEqual(['EX-A2 was a percentage: give bands']);
    expect(errorsOf(asPercent, [{ ...yesNo, values: { true: 100 } }])).toEqual([
      'EX-A1 does not say what becomes of false',
    ]);
    expect(errorsOf(asPercent, [{ ...yesNo, values: { true: 100, false: 0 } }])).toEqual([]);
    expect(errorsOf([a1, a2], [{ ...scale, from: 'SNU' }])).toEqual([
      'EX-A2 is not measured as its change of scale says',
    ]);
  });

  it('refuses names that are not there, named twice, or added again', () => {
    expect(errorsOf([a1, a2], [{ change: 'rename', from: 'EX-Z1', to: 'EX-A1' }])).toEqual([
      'EX-Z1 was not in the version before',
    ]);
    expect(errorsOf([a1, a2], [{ change: 'added', criterion: 'EX-A1' }])).toEqual([
      'EX-A1 is added, but was there before',
    ]);
    expect(
      errorsOf(
        [a1, { id: 'EX-A3', measure: 'PCT' }],
        [
          { change: 'retired', criterion: 'EX-A2' },
          { change: 'rename', from: 'EX-A2', to: 'EX-A3' },
        ],
      ),
    ).toEqual(['EX-A2 is the source of two changes']);
  });

  it('refuses a rename, split or merge that changes the measure on the way', () => {
    expect(
      errorsOf(
        [a1, { id: 'EX-A3', measure: 'YN' }],
        [{ change: 'rename', from: 'EX-A2', to: 'EX-A3' }],
      ),
    ).toEqual(['EX-A3: a rename may not change the measure']);
  });

  it('refuses to merge percentages that are read by different limits', () => {
    const target = {
      id: 'EX-B3',
      measure: 'PCT' as const,
      bands: { satisfactory: 50, improvement: 40 },
    };
    const criteria = secondVersion.criteria.map((one) =>
      one.id === 'EX-B3' ? { ...one, ...target } : one,
    );
    const changes = secondVersion.previous?.changes ?? [];

    expect(mappingErrors(firstVersion, nextVersion(firstVersion, criteria, changes))).toEqual([
      'EX-B3: percentages with different bands cannot merge',
    ]);
  });

  it('refuses a version that does not replace this one', () => {
    expect(mappingErrors(firstVersion, thirdVersion)).toEqual(['small 3 does not replace small 1']);
  });
});
