import { existsSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluator, opening, type SignedIn, signedIn } from './support/client.ts';
import { add, announce, complete, pdf, send } from './support/evidence.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let review: string;

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, evaluator);
  review = (await desk.post('/v1/reviews', opening)).body.id;
});
afterAll(() => host.close());

const files = (...parts: string[]) => join(host.folder, 'files', ...parts);
const isKept = (id: string) => existsSync(files('evidence', review, id));

const forward = (milliseconds: number) =>
  fetch(`${host.url}/local/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ forward: milliseconds }),
  });

/** A link with its grant changed by hand, under the old signature. */
const withGrant = (url: string, changes: Record<string, unknown>): string => {
  const [, payload = '', signature = ''] = /grant=([^.]+)\.(.+)$/.exec(url) ?? [];
  const grant = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...changes };
  const forged = Buffer.from(JSON.stringify(grant)).toString('base64url');
  return url.replace(/grant=.+$/, `grant=${forged}.${signature}`);
};

/** A request whose path goes out just as it is written. */
const statusOf = (path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(host.url);
    request({ host: '127.0.0.1', port, path }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    })
      .on('error', reject)
      .end();
  });

describe('a link to send a file', () => {
  it.each([
    ['fewer bytes', (bytes: Buffer) => bytes.subarray(1)],
    ['more bytes', (bytes: Buffer) => Buffer.concat([bytes, bytes])],
  ])('refuses %s than were announced, and keeps nothing', async (_, other) => {
    const bytes = pdf('as long as this');
    const announced = await announce(desk, review, bytes);

    const sent = await send(announced, other(bytes));

    expect(sent.status).toBe(403);
    expect(isKept(announced.body.id)).toBe(false);
  });

  it.each([
    ['fewer', 50, /there are 50 bytes instead of 100/],
    ['more', 150, /more than 100 bytes/],
  ])('counts %s bytes that come without a length, and keeps none', async (_, length, said) => {
    const announced = await announce(desk, review, Buffer.alloc(100, 'x'));
    const { url, headers } = announced.body.upload;
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.alloc(length, 'x'));
        controller.close();
      },
    });

    const sent = await fetch(url, { method: 'PUT', headers, body, duplex: 'half' } as RequestInit);

    expect([sent.status, await sent.text()]).toEqual([400, expect.stringMatching(said)]);
    expect(isKept(announced.body.id)).toBe(false);
    expect(readdirSync(files('arriving'))).toEqual([]);
  });

  it('refuses another file of the same length: its hash differs, and nothing is kept', async () => {
    const announced = await announce(desk, review, pdf('one'));

    const sent = await send(announced, pdf('two'));

    expect([sent.status, await sent.text()]).toEqual([400, expect.stringContaining('SHA-256')]);
    expect(isKept(announced.body.id)).toBe(false);
    expect(readdirSync(files('arriving'))).toEqual([]);
    expect((await complete(desk, review, announced.body.id)).status).toBe(422);
  });

  it.each([
    { 'content-type': 'text/html' },
    { 'x-amz-checksum-sha256': Buffer.alloc(32).toString('base64') },
  ])('refuses headers other than its own: %j', async (headers: Record<string, string>) => {
    const bytes = pdf('headers');
    const announced = await announce(desk, review, bytes);

    expect((await send(announced, bytes, { headers })).status).toBe(403);
  });

  it('is refused once anything in it was changed', async () => {
    const bytes = pdf('tampered');
    const announced = await announce(desk, review, bytes);
    const other = await announce(desk, review, pdf('other'));
    const { url } = announced.body.upload;
    const [, otherGrant = ''] = other.body.upload.url.split('?');
    const wrong = [
      url.replace(announced.body.id, other.body.id),
      url.replace(`evidence/${review}`, 'evidence/00000000000000000000'),
      url.replace(/\?.+$/, `?${otherGrant}`),
      url.slice(0, -4),
      url.replace(/\?.+$/, ''),
      url.replace(/grant=.+$/, 'grant=bm90aGluZw.bm90aGluZw'),
      withGrant(url, { expires: 9e15 }),
      withGrant(url, { key: 'issuer.json' }),
    ];

    for (const tampered of wrong)
      expect((await send(announced, bytes, { url: tampered })).status).toBe(403);
    expect(isKept(announced.body.id)).toBe(false);
    expect((await send(announced, bytes)).status).toBe(200);
  });

  it('does not fetch, and a link to fetch does not send', async () => {
    const bytes = pdf('one way');
    const announced = await announce(desk, review, bytes);
    await send(announced, bytes);
    await complete(desk, review, announced.body.id);
    const { body } = await desk.get(`/v1/reviews/${review}/evidence/${announced.body.id}`);

    expect((await fetch(announced.body.upload.url)).status).toBe(403);
    expect((await send(announced, bytes, { url: body.download.url })).status).toBe(403);
  });

  it('of a review does not open for another review', async () => {
    const other = (await desk.post('/v1/reviews', opening)).body.id;
    const bytes = pdf('another review');
    const announced = await announce(desk, review, bytes);
    const url = announced.body.upload.url.replace(review, other);

    expect((await send(announced, bytes, { url })).status).toBe(403);
    await send(announced, bytes);
    expect((await complete(desk, other, announced.body.id)).status).toBe(404);
  });
});

describe('a link that is five minutes old', () => {
  it('neither sends nor fetches any more; a new one does', async () => {
    const bytes = pdf('old link');
    const announced = await announce(desk, review, bytes);
    const { id } = (await add(desk, review, pdf('to be fetched'))).body;
    const read = async () => (await desk.get(`/v1/reviews/${review}/evidence/${id}`)).body.download;
    const { url } = await read();
    const lives = Date.parse(announced.body.upload.expiresAt) - Date.now();

    await forward(lives - 10_000);
    const inTime = await fetch(url);
    await forward(11_000);
    const late = [await fetch(url), await send(announced, bytes)];

    expect(lives).toBeGreaterThan(290_000);
    expect(lives).toBeLessThanOrEqual(300_000);
    expect(inTime.status).toBe(200);
    for (const answered of late)
      expect([answered.status, await answered.text()]).toEqual([
        403,
        'This link has expired: ask for a new one.\n',
      ]);
    expect((await fetch((await read()).url)).status).toBe(200);
  });
});

describe('a path that climbs out of the folder', () => {
  it.each([
    '/local/files/../issuer.json',
    '/local/files/..%2fissuer.json',
    '/local/files/%2e%2e/%2e%2e/format.json',
    '/local/files/evidence/../../issuer.json',
    '/local/files//etc/passwd',
    '/local/files/evidence%00',
    '/local/files/arriving/x',
  ])('leads nowhere: %s', async (path) => {
    expect([403, 404]).toContain(await statusOf(path));
  });
});
