import { execFileSync } from 'node:child_process';
import { figure, printTable } from './print-table.ts';
import { median } from './quantile.ts';
import type { WrittenExport } from './writing-export.ts';

const rounds = 3;
const few = 10_000;
const many = 100_000;
const formats = ['nothing', 'csv', 'jsonl', 'xlsx', 'parquet', 'zip'] as const;

const names: Readonly<Record<(typeof formats)[number], string>> = {
  nothing: 'rows and checksum alone',
  csv: 'CSV',
  jsonl: 'JSON Lines',
  xlsx: 'XLSX',
  parquet: 'Parquet',
  zip: 'zip of CSV',
};

// A process for each: the peak of one says nothing of the next.
const write = (format: string, rows: number): WrittenExport => {
  const args = ['test/bench/writing-export.ts', format, String(rows)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
};

const megabytes = (kilobytes: number): string => figure(Math.round(kilobytes / 1024));

/** Prints how fast each format is written beside CSV, and how its peak of memory grows with the rows. */
export const measureExports = (): void => {
  const taken = formats.map((format) => ({
    format,
    few: [] as WrittenExport[],
    many: [] as WrittenExport[],
  }));
  for (let round = 0; round < rounds; round += 1)
    for (const { format, few: short, many: long } of taken) {
      short.push(write(format, few));
      long.push(write(format, many));
    }
  const middle = (all: WrittenExport[], of: keyof WrittenExport) =>
    median(all.map((one) => one[of]));
  const csv = taken.find(({ format }) => format === 'csv')?.many ?? [];
  const lines = taken.map(({ format, few: short, many: long }) => {
    const milliseconds = middle(long, 'milliseconds');
    const peaks = [middle(short, 'peakKilobytes'), middle(long, 'peakKilobytes')] as const;
    return [
      names[format],
      figure(Math.round(many / milliseconds) * 1000),
      figure(middle(csv, 'milliseconds') / milliseconds),
      format === 'nothing' ? '' : megabytes(middle(long, 'bytes') / 1024),
      megabytes(peaks[0]),
      megabytes(peaks[1]),
      figure(peaks[1] / peaks[0]),
    ];
  });
  printTable(
    `${many.toLocaleString('en')} rows of answers in each format (medians of ${rounds} rounds in turn; the peaks are those of whole processes)`,
    [['', 'rows/s', 'x CSV', 'MB', 'MB peak at 10,000', 'at 100,000', 'x'], ...lines],
  );
};
