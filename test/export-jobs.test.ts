import { createHash, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportJobWrite, filesOfJob, getExportJob, tellFile } from '../adapters/export-jobs.ts';
import { transact } from '../adapters/table.ts';
import { handlers } from '../local/functions.ts';
import { evaluator, permanentMission, type SignedIn, signedIn, until } from './support/client.ts';
import { exportingHost, exportsOf } from './support/exported.ts';

let host: Awaited<ReturnType<typeof exportingHost>>;
let take: ReturnType<typeof exportsOf>['take'];
let admin: SignedIn;

beforeAll(async () => {
  host = await exportingHost();
  ({ take } = exportsOf(host.url));
  admin = await signedIn(host.url, { role: 'admin' });
}, 60_000);
afterAll(() => host.close());

const all = ['reviews', 'answers', 'events', 'findings'].flatMap((set) =>
  ['csv', 'jsonl', 'xlsx', 'parquet', 'zip'].map((format) => `${set}.${format}`),
);

const done = (person: SignedIn, id: string) =>
  until(
    () => person.get(`/v1/exports/${id}`),
    ({ body }) => body.status === 'done',
  );

const ask = async (person: SignedIn, body: object, key?: string) =>
  person.post('/v1/exports', body, key ? { 'idempotency-key': key } : {});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const bytesAt = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());
const kept = (): string[] => {
  const folder = join(host.folder, 'files', 'exports');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
};

describe('an export in the background', () => {
  it('writes every file that is answered at once, byte for byte, and tells its rows', async () => {
    const { status, headers, body } = await ask(host.desk, { files: all });
    expect([status, headers.get('location')]).toEqual([202, `/v1/exports/${body.id}`]);

    const { files } = (await done(host.desk, body.id)).body;
    for (const { file, status: settled, url, bytes, rows, rowsSha256 } of files) {
      const atOnce = await take(file);
      const fetched = await bytesAt(url);
      expect([file, settled, bytes]).toEqual([file, 'written', fetched.length]);
      if (file.endsWith('.zip')) expect(rows).toBeUndefined();
      else
        expect([String(rows), rowsSha256]).toEqual([
          atOnce.headers.get('ora-rows'),
          atOnce.headers.get('ora-rows-sha256'),
        ]);
      // Of the instant of export a review says only whether it is overdue.
      expect(sha256(fetched)).toBe(sha256(atOnce.bytes));
    }
    expect(files.map(({ file }: { file: string }) => file)).toEqual(all);
  });

  it('takes the filter of the list, and shows nobody more than is theirs', async () => {
    const stranger = await signedIn(host.url, { ...permanentMission, contributor: 'GHA' });
    const body = { files: ['reviews.jsonl'], state: 'closed' };
    const [own, other] = [await ask(host.state, body), await ask(stranger, body)];
    const [mine] = (await done(host.state, own.body.id)).body.files;
    const [theirs] = (await done(stranger, other.body.id)).body.files;

    expect([mine.rows, theirs.rows]).toEqual([1, 0]);
    expect((await stranger.get(`/v1/exports/${own.body.id}`)).status).toBe(404);
    expect((await host.desk.get(`/v1/exports/${own.body.id}`)).status).toBe(404);
    expect((await ask(admin, body)).status).toBe(403);
    expect((await ask(host.state, { files: [] })).status).toBe(422);
    expect((await ask(host.state, { files: ['reviews.doc'] })).status).toBe(422);
  });

  it('is one export however often it is asked for with the same key, and written once', async () => {
    const key = randomUUID();
    const before = kept().length;
    const copies = await Promise.all(
      [1, 2, 3].map(() => ask(host.desk, { files: ['findings.csv', 'events.csv'] }, key)),
    );
    const ids = new Set(copies.map(({ body }) => body.id));
    const [id = ''] = ids;
    const first = (await done(host.desk, id)).body.files;
    // What executions do again, late or side by side, changes nothing and leaves nothing behind.
    const again = await Promise.all(
      ['findings.csv', 'events.csv', 'findings.csv'].map((file) =>
        handlers['${WriteExport}']({ job: id, file }, {} as never),
      ),
    );
    const givenUp = await handlers['${WriteExport}'](
      { job: id, file: 'events.csv', givenUp: true },
      {} as never,
    );
    const after = (await done(host.desk, id)).body.files;

    expect(ids.size).toBe(1);
    expect([...again, givenUp].map(({ written }) => written)).toEqual([false, false, false, false]);
    const told = (files: { file: string; rowsSha256: string }[]) =>
      files.map(({ file, rowsSha256 }) => [file, rowsSha256]);
    expect(told(after)).toEqual(told(first));
    expect(kept().length).toBe(before + 2);
  });

  it('of a machine that died is carried on by whoever asks how far it is', async () => {
    const key = randomUUID();
    const { id } = (await ask(host.desk, { files: ['reviews.csv'] }, key)).body;
    await done(host.desk, id);
    const job = await getExportJob(id);
    if (!job) throw new Error('there is no job');
    const dead = { ...job, id: 'f'.repeat(20) };
    await transact([exportJobWrite(dead)], randomUUID());
    await tellFile({
      job: dead.id,
      file: 'reviews.csv',
      status: 'writing',
      at: job.made,
      bytes: 7,
    });

    const early = (await host.desk.get(`/v1/exports/${dead.id}`)).body;
    host.clock.forward(130_000);
    const { files } = (await done(host.desk, dead.id)).body;

    expect([early.status, early.files[0].status]).toEqual(['running', 'writing']);
    expect(files[0]).toMatchObject({ status: 'written', rows: 3 });
  });

  it('gives no file to somebody whose rights have changed, before or after it was written', async () => {
    const who = { role: 'viewer', person: 'v-1', mission: 'MINUSCA' };
    const viewer = await signedIn(host.url, who);
    const move = async (body: object) => {
      const { etag } = await admin.get('/v1/people/v-1');
      return admin.post('/v1/people', { id: 'v-1', ...body }, { 'if-match': etag });
    };
    const { id } = (await ask(viewer, { files: ['reviews.jsonl'] })).body;
    const [file] = (await done(viewer, id)).body.files;
    expect((await move({ role: 'viewer', contributor: 'RWA' })).status).toBe(200);

    const moved = await viewer.get(`/v1/exports/${id}`);
    const job = await getExportJob(id);
    if (!job) throw new Error('there is no job');
    const waiting = { ...job, id: 'e'.repeat(20) };
    await transact([exportJobWrite(waiting)], randomUUID());
    const late = await handlers['${WriteExport}'](
      { job: waiting.id, file: 'reviews.jsonl' },
      {} as never,
    );
    const refused = (await filesOfJob(waiting)).get('reviews.jsonl');

    expect(refused).toMatchObject({ status: 'failed', bytes: 0, problem: { code: 'forbidden' } });
    expect(file.rows).toBe(3);
    expect([moved.status, moved.body.files, late.written]).toEqual([403, undefined, false]);
  });

  it('is over after a day, by links that live five minutes', async () => {
    const { id } = (await ask(host.desk, { files: ['reviews.csv'] })).body;
    const [file] = (await done(host.desk, id)).body.files;
    expect((await fetch(file.url)).status).toBe(200);
    host.clock.forward(301_000);
    const lapsed = await fetch(file.url);
    const renewed = (await host.desk.get(`/v1/exports/${id}`)).body.files[0];
    const fetched = await fetch(renewed.url);
    host.clock.forward(86_400_000);
    const over = (await (await signedIn(host.url, evaluator)).get(`/v1/exports/${id}`)).body;

    expect([lapsed.status, fetched.status]).toEqual([403, 200]);
    expect([over.status, over.files[0].status, over.files[0].url]).toEqual([
      'expired',
      'expired',
      undefined,
    ]);
  });
});
