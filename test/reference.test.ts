import { describe, expect, it } from 'vitest';
import { contributions } from '../domain/reference/contributions.ts';
import { contributors, findContributor } from '../domain/reference/contributors.ts';
import { findMission, missions } from '../domain/reference/missions.ts';
import { unitTypes } from '../domain/reference/unit-types.ts';

const runningOn = (day: string) =>
  missions.filter(({ start, end }) => start <= day && (end === undefined || end >= day));

describe('the contributions of March 2014', () => {
  it('are 53 battalions and 34 formed police units of 71 pairs of contributor and mission', () => {
    const of = (unitType: string) => contributions.filter((row) => row.unitType === unitType);
    const pairs = new Set(contributions.map((row) => `${row.contributor} ${row.mission}`));

    expect(contributions).toHaveLength(87);
    expect(of('INF_BN')).toHaveLength(53);
    expect(of('FPU')).toHaveLength(34);
    expect(pairs.size).toBe(71);
  });

  it('are keyed by contributor, mission and unit type', () => {
    const keys = contributions.map((row) => [row.contributor, row.mission, row.unitType].join());

    expect(new Set(keys).size).toBe(87);
  });

  it('keep to the thresholds and to the day', () => {
    for (const { unitType, strength, asOf } of contributions) {
      expect(strength).toBeGreaterThanOrEqual(unitType === 'INF_BN' ? 500 : 1);
      expect(asOf).toBe('2014-03-31');
    }
  });

  it('name only contributors, missions and unit types that are known, at a day they ran', () => {
    const codes = unitTypes.map(({ code }) => code);
    const running = runningOn('2014-03-31').map(({ acronym }) => acronym);

    for (const row of contributions) {
      expect(findContributor(row.contributor), row.contributor).toBeDefined();
      expect(running).toContain(row.mission);
      expect(codes).toContain(row.unitType);
    }
  });
});

describe('the contributors', () => {
  it('are the 193 members and the two observer States', () => {
    const observers = contributors.filter(({ status }) => status === 'observer');

    expect(contributors).toHaveLength(195);
    expect(observers.map(({ iso3 }) => iso3)).toEqual(['PSE', 'VAT']);
  });

  it('have codes of their own, the M49 code with its leading zeros', () => {
    const unique = (values: string[]) => new Set(values).size === values.length;

    expect(unique(contributors.map(({ iso3 }) => iso3))).toBe(true);
    expect(unique(contributors.map(({ m49 }) => m49))).toBe(true);
    expect(contributors.filter(({ m49 }) => !/^\d{3}$/.test(m49))).toEqual([]);
    expect(findContributor('ALB')?.m49).toBe('008');
  });

  it('have plain names in three languages, also where the list has none', () => {
    expect(findContributor('CIV')?.name.fr).toBe('Côte d’Ivoire');
    expect(findContributor('TUR')?.name).toEqual({ en: 'Türkiye', fr: 'Türkiye', es: 'Türkiye' });
    expect(findContributor('GBR')?.name.fr).toMatch(/du Nord$/);
    expect(JSON.stringify(contributors)).not.toMatch(/\*|\((the|la|le|les|l'|el|los|las)\)/);
  });

  it('include Namibia as NAM, and nobody as NA', () => {
    expect(findContributor('NAM')?.name.en).toBe('Namibia');
    expect(findContributor('NA')).toBeUndefined();
  });
});

describe('the missions', () => {
  it('are those of the rows, MINUSCA, and the eleven that ran in November 2026', () => {
    expect(missions).toHaveLength(16);
    expect(runningOn('2026-11-24').map(({ acronym }) => acronym)).toEqual(
      'MINURSO MINUSCA MONUSCO UNDOF UNFICYP UNIFIL UNISFA UNMIK UNMISS UNMOGIP UNTSO'.split(' '),
    );
    expect(runningOn('2016-11-30')).toHaveLength(16);
  });

  it('know that UNIFIL ends with 2026, and that the political missions are not among them', () => {
    expect(findMission('UNIFIL')?.end).toBe('2026-12-31');
    expect(findMission('UNAMA')).toBeUndefined();
    expect(findMission('UNAMI')).toBeUndefined();
  });

  it('have acronyms of their own and end after they start', () => {
    expect(new Set(missions.map(({ acronym }) => acronym)).size).toBe(missions.length);
    for (const { start, end = '9999' } of missions) expect(start < end).toBe(true);
  });
});

describe('the unit types', () => {
  it('are 27 with codes of their own', () => {
    expect(new Set(unitTypes.map(({ code }) => code)).size).toBe(27);
  });
});
