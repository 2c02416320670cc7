import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3ExportFiles } from '../adapters/s3-export-files.ts';
import { Unavailable } from '../adapters/unavailable.ts';

const mebi = 1024 * 1024;
const parts = new Map<number, Buffer>();
let completed = '';
let aborted = 0;
let failsAt = 0;

/** A part as the SDK sends it: whole, or in chunks with a trailer. */
const unchunked = (bytes: Buffer, encoding = ''): Buffer => {
  if (!encoding.includes('aws-chunked')) return bytes;
  const found: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.subarray(at, end).toString(), 16);
    if (!size) return Buffer.concat(found);
    found.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
};

// The multipart upload of S3, as far as one file needs it.
const server = createServer(async (request, response) => {
  const { searchParams } = new URL(request.url ?? '', 'http://s3');
  const body = await buffer(request);
  const number = Number(searchParams.get('partNumber'));
  if (request.method === 'POST' && searchParams.has('uploads'))
    return response.end('<R><UploadId>one</UploadId></R>');
  if (number > 0 && number === failsAt) {
    response.writeHead(503);
    return response.end('<Error><Code>SlowDown</Code></Error>');
  }
  if (number > 0) {
    parts.set(number, unchunked(body, request.headers['content-encoding']));
    response.setHeader('etag', `"${number}"`);
    return response.end();
  }
  if (request.method === 'DELETE') aborted += 1;
  else completed = body.toString();
  return response.end('<CompleteMultipartUploadResult></CompleteMultipartUploadResult>');
});

let files: ReturnType<typeof s3ExportFiles>;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env.EXPORT_BUCKET = 'exports-of-a-test';
  files = s3ExportFiles({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'x', secretAccessKey: 'y' },
    maxAttempts: 1,
  });
});
afterAll(() => void server.close());

async function* chunksOf(sizes: readonly number[]) {
  for (const [at, size] of sizes.entries()) yield Buffer.alloc(size, at + 1);
}

const whole = async (sizes: readonly number[]) =>
  Buffer.concat(await Array.fromAsync(chunksOf(sizes)));
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('an export in S3', () => {
  it.each([
    ['nothing', [], 1],
    ['a few bytes', [5, 7], 1],
    ['chunks of all sizes', [mebi, 3 * mebi, 20 * mebi, 1, 9 * mebi], 5],
  ] as const)('is written in parts of 8 MiB, and loses no byte: %s', async (_, sizes, count) => {
    parts.clear();
    const bytes = await files.write('exports/a/b/c.csv', chunksOf(sizes));
    const stored = Buffer.concat([...parts].sort(([a], [b]) => a - b).map(([, part]) => part));

    expect([bytes, parts.size]).toEqual([stored.length, count]);
    expect(sha256(stored)).toBe(sha256(await whole(sizes)));
    for (const [number, part] of parts) if (number < count) expect(part.length).toBe(8 * mebi);
    expect(completed.match(/<PartNumber>/g)).toHaveLength(count);
  });

  it('is aborted and tried again where S3 is busy, and where the source fails', async () => {
    failsAt = 2;
    const busy = files.write('exports/a/b/c.csv', chunksOf([20 * mebi]));
    await expect(busy).rejects.toBeInstanceOf(Unavailable);
    failsAt = 0;
    const broken = (async function* () {
      yield Buffer.alloc(9 * mebi);
      throw new Error('the source is gone');
    })();
    await expect(files.write('exports/a/b/c.csv', broken)).rejects.toThrow('the source is gone');

    expect(aborted).toBe(2);
  });

  it('is saved under its own name, by a link that lives five minutes and opens nothing else', async () => {
    const { url, expiresAt } = await files.downloadLink('exports/a/b/c.csv', {
      name: 'ora-c.csv',
      type: 'text/csv',
    });
    const { pathname, searchParams } = new URL(url);

    expect(pathname).toBe('/exports-of-a-test/exports/a/b/c.csv');
    expect(searchParams.get('X-Amz-Expires')).toBe('300');
    expect(searchParams.get('response-content-disposition')).toContain('ora-c.csv');
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(300_000);
  });
});
