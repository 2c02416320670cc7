import { csvWriter } from '../adapters/export/csv.ts';
import { writeDataPackage } from '../adapters/export/data-package.ts';
import { writeJsonLines } from '../adapters/export/json-lines.ts';
import { writeParquet } from '../adapters/export/parquet.ts';
import type { RowBatches, TableWriter } from '../adapters/export/table-file.ts';
import { tallied } from '../adapters/export/tally.ts';
import { xlsxWriter } from '../adapters/export/xlsx.ts';
import type { Cell, Column, Row } from '../domain/export/column.ts';
import { dataSets } from '../domain/export/data-sets.ts';

// Writes so many invented rows of `answers` in a format to nowhere, and prints how much memory it kept at
// most, in KB: what is left after a collection, so that it is no question of when V8 finds time for one.
const [format = '', count = '0'] = process.argv.slice(2);
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

let most = 0;
const measure = (): void => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  most = Math.max(most, heapUsed + external);
};

async function* rows(): RowBatches & AsyncGenerator {
  for (let n = 0; n < Number(count); n += 500) {
    if (n % 2500 === 0) measure();
    yield Array.from({ length: 500 }, (_, at) => rowOf(n + at));
  }
}

const writers: Record<string, TableWriter> = {
  csv: csvWriter(),
  jsonl: writeJsonLines,
  xlsx: xlsxWriter({ rightToLeft: false }),
  parquet: writeParquet,
};

const writer = writers[format];
const chunks = writer ? writer(tallied(set, rows())) : writeDataPackage([set], rows);
let bytes = 0;
for await (const chunk of chunks) bytes += chunk.length;
if (bytes === 0) throw new Error('nothing was written');
measure();
console.log(Math.round(most / 1024));
