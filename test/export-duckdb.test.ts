import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ColumnType } from '../domain/export/column.ts';
import { dataSetNames, dataSets } from '../domain/export/data-sets.ts';
import { duckDbCsv, duckDbParquet, npmBringsDuckDb } from './support/duckdb.ts';
import { exportingHost, exportsOf } from './support/exported.ts';
import { naughtyStrings } from './support/naughty-strings.ts';
import { readJsonLines } from './support/read-tables.ts';
import { columns, formats, rowsOf, unguarded, written } from './support/written-table.ts';

const inParquet: Readonly<Record<ColumnType, string>> = {
  string: 'VARCHAR',
  integer: 'INTEGER',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  datetime: 'TIMESTAMP',
};

const where = `${process.platform} on ${process.arch}`;

describe.skipIf(!npmBringsDuckDb)(
  `DuckDB (skipped where npm has no binary of it, and this is ${where})`,
  () => {
    const rows = rowsOf(naughtyStrings);
    let host: Awaited<ReturnType<typeof exportingHost>>;
    let take: ReturnType<typeof exportsOf>['take'];

    beforeAll(async () => {
      host = await exportingHost();
      ({ take } = exportsOf(host.url));
    }, 60_000);
    afterAll(() => host.close());

    it('reads in Parquet every text that was written, and each type as it is', async () => {
      const { bytes } = await written(formats.parquet, rows);

      const found = await duckDbParquet(bytes, columns);

      expect(found.columns).toEqual(columns.map(({ name, type }) => [name, inParquet[type]]));
      expect(found.rows).toEqual(rows);
    });

    it('reads in CSV the very same rows, past the byte order mark and by CRLF alone', async () => {
      const { bytes } = await written(formats.csv, rows);

      const found = await duckDbCsv(bytes, columns);

      expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
      expect(found.columns.map(([name]) => name)).toEqual(columns.map(({ name }) => name));
      expect(unguarded(found.rows, rows)).toEqual(rows);
    });

    it('finds no row where there is none', async () => {
      const parquet = await duckDbParquet((await written(formats.parquet, [])).bytes, columns);
      const csv = await duckDbCsv((await written(formats.csv, [])).bytes, columns);

      expect(parquet.columns).toEqual(columns.map(({ name, type }) => [name, inParquet[type]]));
      expect([parquet.rows, csv.rows]).toEqual([[], []]);
    });

    it.each(dataSetNames)(
      'finds in the exported Parquet and CSV of %s what its JSON Lines say, value by value',
      async (set) => {
        const { columns: own } = dataSets[set];
        const [jsonl, parquet, csv] = await Promise.all([
          take(`${set}.jsonl`),
          take(`${set}.parquet`),
          take(`${set}.csv`),
        ]);
        const said = readJsonLines(jsonl.bytes, own);

        const [inOne, inOther] = [
          await duckDbParquet(parquet.bytes, own),
          await duckDbCsv(csv.bytes, own),
        ];

        expect(said.length).toBeGreaterThan(0);
        expect(inOne.columns).toEqual(own.map(({ name, type }) => [name, inParquet[type]]));
        expect(inOne.rows).toEqual(said);
        expect(unguarded(inOther.rows, said)).toEqual(said);
        console.log(`${set}: ${said.length} rows of ${own.length} columns`);
      },
    );
  },
);
