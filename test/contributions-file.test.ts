import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readContributions } from '../adapters/contributions-csv.ts';
import { ImportReport } from '../domain/contributions/report.ts';
import { unitsOf } from '../domain/contributions/units.ts';
import { contributions } from '../domain/reference/contributions.ts';
import { Refusal } from '../domain/refusal.ts';

const invented = readFileSync(new URL('contributions-invented.csv', import.meta.url), 'utf8');

const ipiHeading =
  'Date,Contributor_ISO-3,Mission,Experts_on_Mission,Formed_Police_Units,Inidividual_Police,Civilian_Police,Troops,Observers,Total';
const ipi = (...rows: string[]) => [ipiHeading, ...rows].join('\n');

const codes = (report: ImportReport, line: number) => {
  const row = report.rows.find((candidate) => candidate.line === line);
  return [row?.status, ...(row?.problems ?? []).map(({ code }) => code)];
};

const refusal = (text: string): Refusal => {
  try {
    readContributions(text);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('the file was read');
};

describe('the layout of the United Nations', () => {
  const report = readContributions(invented);

  it('is recognised, and the report follows its schema', () => {
    expect(report.layout).toBe('un');
    expect(ImportReport.parse(report)).toEqual(report);
  });

  it.each([
    [2, ['accepted', 'trimmed']],
    [3, ['accepted']],
    [4, ['accepted']],
    [5, ['accepted']],
    [6, ['rejected', 'unknown_contributor']],
    [7, ['warning', 'unknown_mission']],
    [8, ['warning', 'total_disagrees']],
    [9, ['rejected', 'duplicate_row']],
    [10, ['rejected', 'unknown_contributor']],
    [11, ['rejected', 'not_a_number']],
    [12, ['accepted']],
    [13, ['warning', 'blank_figure']],
    [14, ['rejected', 'bad_date']],
    [15, ['rejected', 'earlier_date']],
    [16, ['rejected', 'unknown_personnel_type']],
    [17, ['rejected', 'wrong_cell_count']],
    [18, ['accepted']],
  ])('reports line %i as %j', (line, expected) => {
    expect(codes(report, line)).toEqual(expected);
  });

  it('loses no row: each line of the file is in the report', () => {
    const lines = report.rows.map(({ line }) => line);

    expect(lines).toEqual(Array.from({ length: 17 }, (_, index) => index + 2));
    expect([report.accepted, report.warnings, report.rejected]).toEqual([6, 3, 8]);
  });

  it('adds up what is not rejected', () => {
    expect(report.totals).toEqual({
      troops: 1300 + 77 + 500 + 499,
      formedPolice: 320,
      individualPolice: 5,
      experts: 7,
      staffOfficers: 23,
      total: 2731,
    });
    expect(report.contributors).toBe(7);
  });

  it('takes the byte order mark off, and says so', () => {
    expect(report.problems.map(({ code }) => code)).toEqual(['byte_order_mark']);
    expect(readContributions(invented.slice(1)).problems).toEqual([]);
  });

  it('reads dates as day, month, year, and takes the blanks off an acronym', () => {
    expect(report.rows[0]).toMatchObject({ mission: 'MINUSCA', date: '2026-09-30' });
  });

  it('keeps the figures of a mission it does not know', () => {
    expect(report.rows[5]).toMatchObject({ contributor: 'NPL', mission: 'UNAMI', troops: 77 });
  });

  it('says that NA is not Namibia', () => {
    expect(report.rows[3]).toMatchObject({ contributor: 'NAM', experts: 4 });
    expect(report.rows[4]?.problems[0]?.detail).toContain('Namibia is NAM');
  });

  it('names line and totals of the row that came first', () => {
    expect(report.rows[7]?.problems[0]?.detail).toBe(
      'line 3 came first and counts (total 320, not 330)',
    );
  });

  it('gathers the personnel types into units, staff officers left out', () => {
    expect(unitsOf(report)).toEqual([
      { contributor: 'BGD', mission: 'UNMISS', unitType: 'INF_BN', strength: 500 },
      { contributor: 'RWA', mission: 'MINUSCA', unitType: 'INF_BN', strength: 1300 },
      { contributor: 'RWA', mission: 'MINUSCA', unitType: 'FPU', strength: 320 },
    ]);
  });
});

describe('the layout of the International Peace Institute', () => {
  it('adds troops, both kinds of police and experts up to the total', () => {
    const report = readContributions(ipi('2014-03-31,NAM,UNMISS,2,140,5,145,700,2,847'));

    expect(report).toMatchObject({ layout: 'ipi', accepted: 1, totals: { total: 847 } });
    expect(unitsOf(report).map(({ strength }) => strength)).toEqual([700, 140]);
  });

  it('reads NA as none', () => {
    const report = readContributions(ipi('2014-03-31,ALB,UNMISS,NA,NA,1,1,NA,NA,1'));

    expect(report.rows[0]).toMatchObject({ status: 'accepted', individualPolice: 1, total: 1 });
  });

  it('warns of a total, and of a subtotal, that disagrees with its parts', () => {
    const report = readContributions(
      ipi('2014-03-31,ALB,UNMISS,NA,NA,1,1,NA,NA,9', '2014-03-31,ALB,UNMIL,NA,2,1,9,NA,NA,3'),
    );

    expect(report.rows.map(({ problems }) => problems.map(({ detail }) => detail))).toEqual([
      ['Total says 9, but its parts add up to 1'],
      ['Civilian_Police says 9, but its parts add up to 3'],
    ]);
    expect(report.totals.total).toBe(4);
  });

  it('does without the subtotals', () => {
    const report = readContributions(
      'Contributor_ISO-3,Mission,Troops,Formed_Police_Units,Inidividual_Police,Experts_on_Mission,Total,Date\nFRA,UNIFIL,900,NA,NA,NA,900,2014-03-31',
    );

    expect(report.accepted).toBe(1);
  });

  it('leaves a mission it does not know out of the units, but not out of the report', () => {
    const report = readContributions(ipi('2014-03-31,FJI,UNAMI,NA,NA,NA,NA,600,NA,600'));

    expect(codes(report, 2)).toEqual(['warning', 'unknown_mission']);
    expect(report.totals.troops).toBe(600);
    expect(unitsOf(report)).toEqual([]);
  });

  it('lets a readable row count after an unreadable one of the same pair', () => {
    const report = readContributions(
      ipi('2014-03-31,FRA,UNIFIL,NA,NA,NA,NA,-5,NA,0', '2014-03-31,FRA,UNIFIL,NA,NA,NA,NA,5,NA,5'),
    );

    expect(report.rows.map(({ status }) => status)).toEqual(['rejected', 'accepted']);
  });
});

describe('a file that cannot be read as a whole', () => {
  it.each([
    ['', 'empty_file', 'The file is empty.'],
    ['\uFEFF', 'empty_file', 'The file is empty.'],
    [ipiHeading, 'empty_file', 'The file has a heading but no rows.'],
    [ipi('x').replace('Troops,', ''), 'missing_column', 'The file lacks the column Troops.'],
    ['ISOCode3;Mission_Acronym\nRWA;UNMISS', 'unknown_layout', /needs the columns ISOCode3, /],
    [ipi('2014-03-31,"FRA'), 'malformed_csv', /^This is no CSV: .*line 2/],
  ])('%j is refused as %s', (text, code, sentence) => {
    const { errors, message } = refusal(text);

    expect(errors.map((error) => error.code)).toEqual([code]);
    expect(message).toMatch(sentence);
  });

  it('is refused with more than 20,000 rows, and read with as many', () => {
    const rows = (count: number) => ipi(...Array<string>(count).fill('x'));

    expect(refusal(rows(20_001)).errors[0]?.code).toBe('too_many_rows');
    expect(readContributions(rows(20_000)).rejected).toBe(20_000);
  });

  it('is refused by a Refusal and by nothing else, whatever it holds', () => {
    const line = fc.array(fc.oneof(fc.string(), fc.constantFrom('NA', 'NAM', 'UNMISS', '12')));
    const files = fc.array(line).map((lines) => ipi(...lines.map((cells) => cells.join(','))));

    void fc.assert(
      fc.property(fc.oneof(files, fc.string()), (text) => {
        try {
          ImportReport.parse(readContributions(text));
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const realData = process.env.ORA_REAL_DATA;

describe('the contributions of March 2014', () => {
  it.skipIf(!realData)(
    'give 97,811 persons of 122 contributors and the 87 rows of the product (skipped unless ORA_REAL_DATA names the folder of the 573 real rows, which may not be shipped)',
    () => {
      const file = join(realData ?? '', 'contributions_2014-03.csv');

      const report = readContributions(readFileSync(file, 'utf8'));

      expect(report.rows).toHaveLength(573);
      expect(report.totals).toEqual({
        troops: 83_841,
        formedPolice: 7_278,
        individualPolice: 4_821,
        experts: 1_871,
        staffOfficers: 0,
        total: 97_811,
      });
      expect(report.contributors).toBe(122);
      const unknown = report.rows.filter(({ status }) => status !== 'accepted');
      expect(new Set(unknown.map(({ mission }) => mission))).toEqual(new Set(['UNAMA', 'UNAMI']));
      expect([report.accepted, report.warnings, report.rejected]).toEqual([557, 16, 0]);
      expect(unitsOf(report)).toEqual(contributions.map(({ asOf, ...unit }) => unit));
    },
  );
});
