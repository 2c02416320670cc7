import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { parquetMetadata } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { csvWriter } from '../adapters/export/csv.ts';
import { writeJsonLines } from '../adapters/export/json-lines.ts';
import { writeParquet } from '../adapters/export/parquet.ts';
import { xlsxWriter } from '../adapters/export/xlsx.ts';
import { formulaTriggers, naughtyStrings } from './support/naughty-strings.ts';
import {
  readCsv,
  readJsonLines,
  readParquet,
  readWorkbook,
  readWorkbookRows,
} from './support/read-tables.ts';
import { columns, formats, rowsOf, unguarded, written } from './support/written-table.ts';

const { xlsx } = formats;

describe('a table in every format', () => {
  const rows = rowsOf(naughtyStrings);

  it('is read by other people’s readers as the very same rows, whatever its texts say', async () => {
    const files = Object.fromEntries(
      await Promise.all(
        Object.entries(formats).map(async ([name, writer]) => [name, await written(writer, rows)]),
      ),
    ) as Record<string, Awaited<ReturnType<typeof written>>>;
    const { csv, jsonl, xlsx: workbook, parquet } = files;
    if (!csv || !jsonl || !workbook || !parquet) throw new Error('a format is missing');

    expect(naughtyStrings.length).toBeGreaterThanOrEqual(485);
    expect(readJsonLines(jsonl.bytes, columns)).toEqual(rows);
    expect(await readParquet(parquet.bytes, columns)).toEqual(rows);
    expect(await readWorkbookRows(workbook.bytes, columns)).toEqual(rows);
    expect(unguarded(readCsv(csv.bytes, columns), rows)).toEqual(rows);
    console.log(`${naughtyStrings.length} texts, ${formulaTriggers.length} formulas among them`);
  });

  it('has the same count and checksum, which is that of its JSON Lines', async () => {
    const manifests = [];
    for (const writer of Object.values(formats))
      manifests.push((await written(writer, rows)).manifest);

    const { bytes } = await written(writeJsonLines, rows);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(manifests).toEqual(manifests.map(() => ({ rows: rows.length, sha256 })));
  });

  it('is the same bytes each time, however the rows come', async () => {
    for (const writer of [csvWriter(), writeJsonLines, writeParquet]) {
      const [one, other] = [await written(writer, rows, 1), await written(writer, rows, 333)];
      expect(one.bytes.equals(other.bytes)).toBe(true);
    }
    expect(
      (await written(xlsx, rows, 50)).bytes.equals((await written(xlsx, rows, 50)).bytes),
    ).toBe(true);
  });

  it('may have no row', async () => {
    const read = [
      readCsv((await written(csvWriter(), [])).bytes, columns),
      readJsonLines((await written(writeJsonLines, [])).bytes, columns),
      await readWorkbookRows((await written(xlsx, [])).bytes, columns),
      await readParquet((await written(writeParquet, [])).bytes, columns),
    ];

    expect(read).toEqual([[], [], [], []]);
  });
});

describe('a CSV file', () => {
  it('begins with a byte order mark unless told otherwise, and ends its lines with CRLF', async () => {
    const { bytes } = await written(csvWriter(), rowsOf(['plain']));
    const { bytes: bare } = await written(csvWriter({ mark: false }), rowsOf(['plain']));

    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(bytes.subarray(3)).toEqual(bare);
    expect(bare.toString().split('\r\n')).toHaveLength(3);
  });

  it('has no cell that a spreadsheet would run, and no apostrophe before a negative number', async () => {
    const { bytes } = await written(csvWriter(), rowsOf(formulaTriggers));

    const cells = readCsv(bytes, columns).flat();
    const texts = cells.filter((cell) => typeof cell === 'string');
    const sign = /^[\s\p{Cf}"]*[=+\-@＝＋－＠﹦﹢﹣﹫−]/u;
    expect(texts.filter((text) => sign.test(text) || /^[\t\r\n]/.test(text))).toEqual([]);
    expect(texts.filter((text) => text.startsWith("'"))).toHaveLength(formulaTriggers.length);
    expect(cells).toContain(-50);
  });
});

describe('a workbook', () => {
  it('has text for every text: no formula anywhere', async () => {
    const { bytes } = await written(xlsx, rowsOf(formulaTriggers));

    const parts = Object.entries(unzipSync(bytes)).map(([, part]) => Buffer.from(part).toString());
    expect(parts.some((part) => /<f[ >/]/.test(part))).toBe(false);
    expect(await readWorkbookRows(bytes, columns)).toEqual(rowsOf(formulaTriggers));
  });

  it('keeps its codebook and its manifest on sheets of their own', async () => {
    const { bytes, manifest } = await written(xlsx, rowsOf(['one', 'two']));

    const { sheets } = await readWorkbook(bytes);
    const about = new Map(sheets[2]?.rows.map(([what, value]) => [what, value]));
    expect(sheets.map(({ name }) => name)).toEqual(['reviews', 'codebook', 'about']);
    expect(sheets[1]?.rows.length).toBeGreaterThan(40);
    expect(about.get('rows')).toBe('2');
    expect(about.get('SHA-256 of the rows as JSON Lines')).toBe(manifest.sha256);
  });

  it('runs from right to left where it is read so', async () => {
    const { bytes } = await written(xlsxWriter({ rightToLeft: true }), rowsOf(['واحد']));

    const sheets = Object.entries(unzipSync(bytes)).filter(([name]) => /sheet\d/.test(name));
    expect(sheets).toHaveLength(3);
    for (const [, sheet] of sheets)
      expect(Buffer.from(sheet).toString()).toContain('rightToLeft="1"');
  });

  it('goes on in numbered sheets, each with the header, and loses no row', async () => {
    const limits = { rowsPerSheet: 10, rows: 40, bytesPerSheet: 2 ** 30 };
    const rows = rowsOf(Array.from({ length: 35 }, (_, at) => `row ${at}`));

    const { bytes } = await written(xlsxWriter({ rightToLeft: false }, limits), rows, 7);

    const { sheets } = await readWorkbook(bytes);
    expect(sheets.map(({ name, rows: { length } }) => `${name}: ${length}`).slice(0, 4)).toEqual([
      'reviews: 11',
      'reviews 2: 11',
      'reviews 3: 11',
      'reviews 4: 6',
    ]);
    expect(await readWorkbookRows(bytes, columns)).toEqual(rows);
  });

  it('is full when its last sheet is exactly full, and refused one row later, with other ways named', async () => {
    const limits = { rowsPerSheet: 10, rows: 20, bytesPerSheet: 2 ** 30 };
    const rows = rowsOf(Array.from({ length: 21 }, (_, at) => `row ${at}`));
    const writer = xlsxWriter({ rightToLeft: false }, limits);

    const full = await readWorkbook((await written(writer, rows.slice(0, 20))).bytes);

    expect(full.sheets.map(({ name }) => name)).toEqual([
      'reviews',
      'reviews 2',
      'codebook',
      'about',
    ]);
    await expect(written(writer, rows)).rejects.toMatchObject({
      code: 'export_too_large',
      message: expect.stringMatching(/20 rows.*CSV or Parquet/),
    });
  });

  it('is refused rather than cut where a text is longer than a cell', async () => {
    await expect(written(xlsx, rowsOf(['x'.repeat(32_768)]))).rejects.toMatchObject({
      code: 'export_too_large',
      message: expect.stringMatching(/column text.*32,768.*CSV, JSON Lines or Parquet/),
    });
    expect((await written(xlsx, rowsOf(['x'.repeat(32_767)]))).manifest.rows).toBe(1);
  });
});

describe('a Parquet file', () => {
  it('has days as DATE, instants as TIMESTAMP, and its manifest in its footer', async () => {
    const { bytes, manifest } = await written(writeParquet, rowsOf(['one']));

    const { schema, key_value_metadata: told = [] } = parquetMetadata(
      Uint8Array.from(bytes).buffer,
    );
    const types = schema
      .slice(1)
      .map(({ type, converted_type: as }) => `${type} ${as ?? ''}`.trim());
    expect(types).toEqual([
      'BYTE_ARRAY UTF8',
      'INT32',
      'DOUBLE',
      'BOOLEAN',
      'INT32 DATE',
      'INT64 TIMESTAMP_MILLIS',
      'BYTE_ARRAY UTF8',
    ]);
    expect(told).toContainEqual({ key: 'ora.rowsSha256', value: manifest.sha256 });
  });
});
