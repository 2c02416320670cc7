import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();
const hash = (bytes: string | Buffer) => createHash('sha256').update(bytes);

/** Signature Version 4 of a link, computed from the description of AWS and not by its SDK. */
const signatureOf = ({ method, headers }: IncomingMessage, url: URL, secret: string): string => {
  const query = url.searchParams;
  const signed = (query.get('X-Amz-SignedHeaders') ?? '').split(';');
  const [, day = '', region = '', service = ''] = (query.get('X-Amz-Credential') ?? '').split('/');
  const encode = (text: string) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const canonicalQuery = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const canonical = [
    method,
    url.pathname,
    canonicalQuery,
    ...signed.map((name) => `${name}:${headers[name] ?? ''}`),
    '',
    signed.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', query.get('X-Amz-Date'), scope, hash(canonical).digest('hex')];
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, text.join('\n')).toString('hex');
};

const problem = (response: ServerResponse, status: number, code: string) =>
  response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`);

/** S3 as far as evidence needs it: links are verified, checksums too, and objects are kept in memory. */
export const startSignedS3 = async (secret: string) => {
  const objects = new Map<string, { bytes: Buffer; type: string; checksum: string }>();

  const put = async (incoming: IncomingMessage, response: ServerResponse, path: string) => {
    const bytes = Buffer.concat(await Array.fromAsync(incoming));
    const checksum = hash(bytes).digest('base64');
    if (incoming.headers['x-amz-checksum-sha256'] !== checksum)
      return problem(response, 400, 'BadDigest');
    objects.set(path, { bytes, type: incoming.headers['content-type'] ?? '', checksum });
    return response.writeHead(200).end();
  };

  const get = (incoming: IncomingMessage, response: ServerResponse, url: URL) => {
    const object = objects.get(url.pathname);
    if (!object) return problem(response, 404, 'NoSuchKey');
    const [, last = 'Infinity'] = /^bytes=0-(\d+)$/.exec(incoming.headers.range ?? '') ?? [];
    const bytes = object.bytes.subarray(0, Number(last) + 1);
    response.writeHead(incoming.headers.range ? 206 : 200, {
      'content-length': bytes.length,
      'content-type': url.searchParams.get('response-content-type') ?? object.type,
      'content-disposition': url.searchParams.get('response-content-disposition') ?? 'inline',
      ...(incoming.headers['x-amz-checksum-mode'] && { 'x-amz-checksum-sha256': object.checksum }),
    });
    return response.end(incoming.method === 'HEAD' ? undefined : bytes);
  };

  const server = createServer(async (incoming, response) => {
    const url = new URL(incoming.url ?? '', `http://${incoming.headers.host}`);
    const given = url.searchParams.get('X-Amz-Signature');
    if (given ? given !== signatureOf(incoming, url, secret) : !incoming.headers.authorization)
      return problem(response, 403, 'SignatureDoesNotMatch');
    if (incoming.method === 'PUT') return put(incoming, response, url.pathname);
    if (incoming.method !== 'DELETE') return get(incoming, response, url);
    objects.delete(url.pathname);
    return response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
};
