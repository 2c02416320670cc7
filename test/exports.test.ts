import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DataSetName, dataSetNames, dataSets } from '../domain/export/data-sets.ts';
import { fileNames } from '../functions/export/file.ts';
import { evaluator } from './support/client.ts';
import { at, exportingHost, exportsOf, said, textOf } from './support/exported.ts';
import { readCsv, readJsonLines, readParquet, readWorkbookRows } from './support/read-tables.ts';
import { unguarded } from './support/written-table.ts';

let host: Awaited<ReturnType<typeof exportingHost>>;
let take: ReturnType<typeof exportsOf>['take'];
let rowsOf: ReturnType<typeof exportsOf>['rowsOf'];

beforeAll(async () => {
  host = await exportingHost();
  ({ take, rowsOf } = exportsOf(host.url));
}, 60_000);
afterAll(() => host.close());

describe('an export', () => {
  it.each(dataSetNames)(
    'of %s has the same rows, count and checksum in every format',
    async (set) => {
      const { columns } = dataSets[set];
      const [csv, jsonl, xlsx, parquet] = await Promise.all(
        ['csv', 'jsonl', 'xlsx', 'parquet'].map((format) => take(`${set}.${format}`)),
      );
      if (!csv || !jsonl || !xlsx || !parquet) throw new Error('a format is missing');

      const rows = readJsonLines(jsonl.bytes, columns);
      expect(rows.length).toBeGreaterThan(0);
      expect(unguarded(readCsv(csv.bytes, columns), rows)).toEqual(rows);
      expect(await readWorkbookRows(xlsx.bytes, columns)).toEqual(rows);
      expect(await readParquet(parquet.bytes, columns)).toEqual(rows);
      const sha256 = createHash('sha256').update(jsonl.bytes).digest('hex');
      for (const { headers } of [csv, jsonl, xlsx, parquet])
        expect([headers.get('ora-rows'), headers.get('ora-rows-sha256')]).toEqual([
          String(rows.length),
          sha256,
        ]);
    },
  );

  it('says of each criterion what each voice said, and the gaps, as the ledger does', async () => {
    const rows = (await rowsOf('answers')).filter(
      ({ review_id }) => review_id === host.reviews.closed,
    );
    const { criteria } = (await host.desk.get(at(host.reviews.closed, '/ledger'))).body;

    const voices = criteria.flatMap((line: Record<string, { value: unknown; at: string }>) =>
      ['self', 'evaluation', 'verification'].flatMap((voice) =>
        line[voice] ? [[line.criterion, voice, String(line[voice].value), line[voice].at]] : [],
      ),
    );
    expect(rows.map((row) => [row.criterion, row.voice, row.value, row.answered_at])).toEqual(
      voices,
    );
    expect(rows.find(({ voice }) => voice === 'self')?.comment).toBe(said);
  });

  it('is asked for by the filters of the list, and gives the reviews that this gives', async () => {
    for (const query of [
      '',
      '?state=closed',
      '?contributor=GHA',
      '?stage=evaluation',
      '?overdue=true',
    ]) {
      const listed = (await host.desk.get(`/v1/reviews${query}`)).body.items.map(
        ({ id }: { id: string }) => id,
      );
      const rows = await rowsOf('reviews', evaluator, query);
      expect(rows.map(({ review_id }) => review_id).toSorted()).toEqual(listed.toSorted());
    }
    expect((await take('reviews.csv?state=nowhere')).status).toBe(422);
    expect((await take('reviews.doc')).status).toBe(422);
  });

  it('has no cell that begins a formula, whatever field it was typed into', async () => {
    for (const set of dataSetNames) {
      const { columns } = dataSets[set];
      const cells = readCsv((await take(`${set}.csv`)).bytes, columns).flat();
      const begins = cells.filter((cell) => typeof cell === 'string' && /^\s*[=+\-@＝]/.test(cell));
      expect(begins).toEqual([]);
    }
    expect(textOf(await take('reviews.csv'))).toContain("'＝1+1 Battalion");
    expect(textOf(await take('findings.csv'))).toContain("'@train 1");
  });

  it('is in one archive with codebook and descriptor, which name each file by what is in it', async () => {
    const parts = unzipSync((await take('all.zip')).bytes);
    const { resources } = JSON.parse(strFromU8(parts['datapackage.json'] ?? new Uint8Array()));

    expect(Object.keys(parts).toSorted()).toEqual(
      [
        'codebook.csv',
        ...dataSetNames.map((set) => `data/${set}.csv`),
        'datapackage.json',
      ].toSorted(),
    );
    for (const { name, path, bytes, hash, rows, rowsSha256 } of resources) {
      const part = parts[path] ?? new Uint8Array();
      const { headers } = await take(`${name}.jsonl`);
      expect([bytes, hash]).toEqual([
        part.length,
        `sha256:${createHash('sha256').update(part).digest('hex')}`,
      ]);
      expect([String(rows), rowsSha256]).toEqual([
        headers.get('ora-rows'),
        headers.get('ora-rows-sha256'),
      ]);
      expect(readCsv(part, dataSets[name as DataSetName].columns)).toHaveLength(rows);
    }
    expect(Object.keys(unzipSync((await take('findings.zip')).bytes))).toContain(
      'data/findings.csv',
    );
  });

  it('is the same bytes for the same content, and is not sent again', async () => {
    for (const file of fileNames) {
      const first = await take(file);
      const again = await take(file, evaluator, {
        'if-none-match': first.headers.get('etag') ?? '',
      });
      const other = await take(file, evaluator, { 'if-none-match': '"another"' });

      expect([file, first.status, again.status, other.status]).toEqual([file, 200, 304, 200]);
      expect(again.bytes).toHaveLength(0);
      expect(Buffer.compare(other.bytes, first.bytes)).toBe(0);
    }
  });
});
