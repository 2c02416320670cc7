import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Files, UploadLink } from '../adapters/files.ts';
import { s3Files } from '../adapters/s3-files.ts';
import { sampleBytes } from '../domain/dossier/evidence-types.ts';
import { announcement, pdf, sha256Of } from './support/evidence.ts';
import { startSignedS3 } from './support/signed-s3.ts';

const secret = 'a secret of this test';
const credentials = { accessKeyId: 'OF-A-TEST', secretAccessKey: secret };
const key = 'evidence/0123456789abcdef0123/ev-0123456789abcdef0123';

let s3: Awaited<ReturnType<typeof startSignedS3>>;
let files: Files;

beforeAll(async () => {
  s3 = await startSignedS3(secret);
  process.env.EVIDENCE_BUCKET = 'evidence-of-a-test';
  files = s3Files({
    endpoint: s3.endpoint,
    region: 'eu-west-1',
    credentials,
    forcePathStyle: true,
  });
});
afterAll(() => s3.close());

const announced = (bytes: Uint8Array) =>
  ({ ...announcement(bytes), type: 'application/pdf' }) as const;
const send = ({ url, method, headers }: UploadLink, bytes: Buffer) =>
  fetch(url, { method, headers, body: bytes });
const parametersOf = (url: string) => Object.fromEntries(new URL(url).searchParams);

describe('evidence in S3', () => {
  it('is sent by a link that lives five minutes and signs length, type and hash as headers', async () => {
    const link = await files.uploadLink(key, announced(pdf()));
    const parameters = parametersOf(link.url);

    expect(parameters).toMatchObject({
      'X-Amz-Expires': '300',
      'X-Amz-SignedHeaders': 'content-length;content-type;host;x-amz-checksum-sha256',
    });
    expect(Object.keys(parameters).filter((name) => /checksum|crc/i.test(name))).toEqual([]);
    expect(link.headers).toEqual({
      'content-type': 'application/pdf',
      'x-amz-checksum-sha256': Buffer.from(sha256Of(pdf()), 'hex').toString('base64'),
    });
    expect(Date.parse(link.expiresAt) - Date.now()).toBeLessThanOrEqual(300_000);
  });

  it('is found with its size, its hash and its beginning, and saved under its own name', async () => {
    const bytes = Buffer.concat([pdf(), Buffer.alloc(2 * sampleBytes, ' ')]);

    const sent = await send(await files.uploadLink(key, announced(bytes)), bytes);
    const found = await files.find(key);
    const { url } = await files.downloadLink(key, { name: 'a (b).pdf', type: 'application/pdf' });
    const fetched = await fetch(url);

    expect(sent.status).toBe(200);
    expect([found?.size, found?.sha256, found?.sample.length]).toEqual([
      bytes.length,
      sha256Of(bytes),
      sampleBytes,
    ]);
    expect(parametersOf(url)['X-Amz-Expires']).toBe('300');
    expect(fetched.headers.get('content-disposition')).toBe(
      `attachment; filename="a (b).pdf"; filename*=UTF-8''a%20%28b%29.pdf`,
    );
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(bytes);
  });

  it('is refused with another length, type, hash or key than its link was signed for', async () => {
    const bytes = pdf('refused');
    const link = await files.uploadLink('evidence/refused', announced(bytes));
    const typed = { ...link, headers: { ...link.headers, 'content-type': 'text/html' } };
    const rehashed = await files.uploadLink('evidence/refused', announced(pdf('other')));

    const answers = [
      await send(link, Buffer.concat([bytes, bytes])),
      await send(typed, bytes),
      await send({ ...link, headers: rehashed.headers }, pdf('refuses')),
      await send({ ...link, url: link.url.replace('refused', 'another') }, bytes),
      await send(link, pdf('refuses')),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 400]);
    expect(await files.find('evidence/refused')).toBeUndefined();
  });

  it('is gone once it is discarded, and may be gone before', async () => {
    const bytes = pdf('discarded');
    await send(await files.uploadLink(key, announced(bytes)), bytes);

    await files.discard(key);
    await files.discard(key);

    expect(await files.find(key)).toBeUndefined();
  });
});
