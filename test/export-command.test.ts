import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataSets } from '../domain/export/data-sets.ts';
import { permanentMission, tokenFor } from './support/client.ts';
import { exportingHost, exportsOf } from './support/exported.ts';
import { ora } from './support/ora.ts';
import { readCsv } from './support/read-tables.ts';

let host: Awaited<ReturnType<typeof exportingHost>>;
let folder: string;

beforeAll(async () => {
  host = await exportingHost();
  folder = mkdtempSync(join(tmpdir(), 'exports-'));
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await host.close();
});

const run = (...args: string[]) => ora(host.url, ['export', ...args]);

describe('ora export', () => {
  it('writes just what the API answers into a file, and tells on stderr how much it was', async () => {
    const out = join(folder, 'answers.csv');
    const filter = ['--mission', 'MINUSCA', '--state', 'closed'];

    const {
      code,
      err,
      out: said,
    } = await run(...['--dataset', 'answers', '--format', 'csv', '--out', out, ...filter]);

    const { bytes } = await exportsOf(host.url).take('answers.csv?mission=MINUSCA&state=closed');
    const rows = readCsv(bytes, dataSets.answers.columns).length;
    expect([code, said]).toEqual([0, '']);
    expect(err).toMatch(new RegExp(`^answers\\.csv: ${rows} rows, 0\\.\\d MB\n$`));
    expect(readFileSync(out)).toEqual(Buffer.from(bytes));
    expect(readdirSync(folder)).toEqual(['answers.csv']);
  });

  it('has a large file written in the background, and fetches it', async () => {
    const out = join(folder, 'background.parquet');
    const { code, err } = await run(
      ...['--dataset', 'events', '--format', 'parquet', '--background', '--out', out],
    );

    const { bytes, headers } = await exportsOf(host.url).take('events.parquet');
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(new RegExp(`events\\.parquet: ${headers.get('ora-rows')} rows`)),
    ]);
    expect(readFileSync(out)).toEqual(Buffer.from(bytes));
    rmSync(out);
  });

  it('writes to stdout what can be read on, as whoever the token names', async () => {
    const token = await tokenFor(host.url, { ...permanentMission, contributor: 'GHA' });
    const own = await run('--dataset', 'reviews');
    const other = await ora(host.url, ['export', '--dataset', 'reviews'], { ORA_TOKEN: token });

    expect(own.out.trim().split('\n')).toHaveLength(3);
    expect([other.code, other.out]).toEqual([0, '']);
  });

  it('says what is wrong, and what to type', async () => {
    const unknown = await run('--dataset', 'reviews', '--mission', 'nowhere');
    const together = await run('--dataset', 'all', '--format', 'csv');
    const format = await run('--dataset', 'reviews', '--format', 'doc');

    expect([unknown.code, together.code, format.code]).toEqual([1, 1, 2]);
    expect(unknown.err).toMatch(/refused: .*\/mission/);
    expect(together.err).toContain('as zip only');
  });
});
