import { csvWriter } from '../../adapters/export/csv.ts';
import { writeDataPackage } from '../../adapters/export/data-package.ts';
import { writeJsonLines } from '../../adapters/export/json-lines.ts';
import { writeParquet } from '../../adapters/export/parquet.ts';
import type { RowBatches, TableWriter } from '../../adapters/export/table-file.ts';
import { tallied } from '../../adapters/export/tally.ts';
import { xlsxWriter } from '../../adapters/export/xlsx.ts';
import type { Cell, Column, Row } from '../../domain/export/column.ts';
import { dataSets } from '../../domain/export/data-sets.ts';

const set = dataSets.answers;

const invented: Record<Column['type'], (n: number) => Cell> = {
  string: (n) => (n % 3 === 0 ? null : `said ${n % 5 === 0 ? 'at length, '.repeat(20) : ''}${n}`),
  integer: (n) => n % 100,
  number: (n) => (n % 1000) / 10,
  boolean: (n) => n % 2 === 0,
  date: () => '2027-06-01',
  datetime: (n) => new Date(1_790_000_000_000 + n * 1000).toISOString(),
};

const rowOf = (n: number): Row =>
  set.columns.map(({ type, constraints }, at) => {
    const cell = invented[type](n + at);
    return constraints?.required && cell === null ? 'x' : cell;
  });

const perBatch = 500;

async function* rowsUpTo(
  count: number,
  before: (row: number) => void,
): RowBatches & AsyncGenerator {
  for (let n = 0; n < count; n += perBatch) {
    before(n);
    yield Array.from({ length: perBatch }, (_, at) => rowOf(n + at));
  }
}

/** Reads the rows and takes their checksum, as every format does, and writes the least of files. */
async function* writeNothing({ batches }: Parameters<TableWriter>[0]): ReturnType<TableWriter> {
  for await (const { rows } of batches) yield new Uint8Array(rows.length);
}

const writers: Readonly<Record<string, TableWriter>> = {
  nothing: writeNothing,
  csv: csvWriter(),
  jsonl: writeJsonLines,
  xlsx: xlsxWriter({ rightToLeft: false }),
  parquet: writeParquet,
};

/**
 * Writes so many invented rows of `answers`, by five hundreds, in a format (`zip` too, or `nothing`) to
 * nowhere, and counts the bytes; `before` is told the number of the row with which each batch begins.
 */
export const writeInvented = async (
  format: string,
  count: number,
  before: (row: number) => void = () => {},
): Promise<number> => {
  const rows = () => rowsUpTo(count, before);
  const writer = writers[format];
  const chunks = writer ? writer(tallied(set, rows())) : writeDataPackage([set], rows);
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.length;
  if (bytes === 0) throw new Error('nothing was written');
  return bytes;
};
