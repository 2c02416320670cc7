import { csvWriter } from '../../adapters/export/csv.ts';
import { writeJsonLines } from '../../adapters/export/json-lines.ts';
import { writeParquet } from '../../adapters/export/parquet.ts';
import type { TableWriter } from '../../adapters/export/table-file.ts';
import { tallied } from '../../adapters/export/tally.ts';
import { xlsxWriter } from '../../adapters/export/xlsx.ts';
import type { Column, Row } from '../../domain/export/column.ts';

const column = (name: string, type: Column['type']): Column => ({
  name,
  type,
  title: name,
  description: name,
});

/** A column of every type, and a text in the last one, so that a line never ends in nothing. */
export const columns = [
  column('text', 'string'),
  column('integer', 'integer'),
  column('number', 'number'),
  column('boolean', 'boolean'),
  column('day', 'date'),
  column('instant', 'datetime'),
  column('other', 'string'),
];

/** A row for each text; every seventh has nothing but its text. */
export const rowsOf = (texts: readonly string[]): Row[] =>
  texts.map((text, at) =>
    at % 7 === 6
      ? [text, null, null, null, null, null, null]
      : [
          text,
          at - 50,
          0.5 - at / 7,
          at % 2 === 0,
          '2027-06-01',
          `2026-11-24T14:11:29.${String(at % 1000).padStart(3, '0')}Z`,
          'x',
        ],
  );

const tableOf = (rows: readonly Row[], batch = 100) =>
  tallied(
    { name: 'reviews', title: 'T', description: 'D', columns },
    (async function* () {
      for (let from = 0; from < rows.length; from += batch) yield rows.slice(from, from + batch);
    })(),
  );

/** The bytes that a writer makes of the rows, which come so many at a time, and what it counted. */
export const written = async (writer: TableWriter, rows: readonly Row[], batch?: number) => {
  const table = tableOf(rows, batch);
  const bytes = Buffer.concat(await Array.fromAsync(writer(table)));
  return { bytes, manifest: table.manifest() };
};

/** The formats of a single data set, by the ends of their names. */
export const formats = {
  csv: csvWriter(),
  jsonl: writeJsonLines,
  xlsx: xlsxWriter({ rightToLeft: false }),
  parquet: writeParquet,
} as const satisfies Record<string, TableWriter>;

/** Rows of CSV without the apostrophes that guard formulas there, as the same rows have them elsewhere. */
export const unguarded = (csv: readonly Row[], rows: readonly Row[]): Row[] =>
  csv.map((row, at) =>
    row.map((cell, of) => (cell === `'${rows[at]?.[of]}` ? (rows[at]?.[of] ?? null) : cell)),
  );
