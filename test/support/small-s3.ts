import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { S3Client } from '@aws-sdk/client-s3';

interface Said {
  readonly status: number;
  readonly body?: string | Buffer;
}

const failure = (status: number, code: string): Said => ({
  status,
  body: `<Error><Code>${code}</Code><Message>${code}</Message></Error>`,
});

/** The bytes of a chunked upload with trailers, as the SDK sends a body of unknown checksum. */
const unchunked = (request: IncomingMessage, bytes: Buffer): Buffer => {
  if (!request.headers['content-encoding']?.includes('aws-chunked')) return bytes;
  const begin = bytes.indexOf('\r\n') + 2;
  const size = Number.parseInt(bytes.subarray(0, begin).toString(), 16);
  return bytes.subarray(begin, begin + size);
};

/**
 * An endpoint that puts with If-None-Match, gets and lists as S3 does, oldest key first. A put
 * without the condition is denied, as the policy of the bucket says.
 */
export const startSmallS3 = async () => {
  const objects = new Map<string, Buffer>();
  const failures: string[] = [];

  const list = (query: URLSearchParams): Said => {
    const after = query.get('start-after') ?? '';
    const prefix = query.get('prefix') ?? '';
    const found = [...objects.keys()]
      .filter((key) => key.startsWith(prefix) && key > after)
      .sort()
      .slice(0, Number(query.get('max-keys') ?? 1000));
    const contents = found.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
    return {
      status: 200,
      body: `<ListBucketResult><KeyCount>${found.length}</KeyCount>${contents}</ListBucketResult>`,
    };
  };
  const put = async (key: string, request: IncomingMessage): Promise<Said> => {
    const bytes = unchunked(request, await buffer(request));
    if (request.headers['if-none-match'] !== '*') return failure(403, 'AccessDenied');
    if (objects.has(key)) return failure(412, 'PreconditionFailed');
    objects.set(key, bytes);
    return { status: 200 };
  };
  const said = async (request: IncomingMessage): Promise<Said> => {
    const failed = failures.shift();
    if (failed) return failure(503, failed);
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://s3');
    const key = decodeURIComponent(pathname.split('/').slice(2).join('/'));
    if (request.method === 'PUT') return put(key, request);
    if (searchParams.get('list-type') === '2') return list(searchParams);
    const body = objects.get(key);
    return body ? { status: 200, body } : failure(404, 'NoSuchKey');
  };
  const server = createServer(async (request, response) => {
    const { status, body = '' } = await said(request);
    response.writeHead(status, { 'content-length': Buffer.byteLength(body) }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
    maxAttempts: 1,
  });
  return { client, objects, failures, close: () => server.close() };
};
