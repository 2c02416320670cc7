import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { KMSClient } from '@aws-sdk/client-kms';

/**
 * An endpoint that answers Sign and GetPublicKey as KMS does for one ECC_NIST_P256 key, with DER on
 * both; `failures` are the names of the errors that it answers with first.
 */
export const startSmallKms = async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const failures: string[] = [];
  const answers: Record<string, (asked: { Message: string }) => unknown> = {
    'TrentService.Sign': ({ Message }) => ({
      Signature: sign('sha256', Buffer.from(Message, 'base64'), privateKey).toString('base64'),
    }),
    'TrentService.GetPublicKey': () => ({
      PublicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    }),
  };
  const asked: Record<string, unknown>[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request));
    asked.push(body);
    const failure = failures.shift();
    response.statusCode = failure ? 500 : 200;
    const answer = answers[String(request.headers['x-amz-target'])];
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(JSON.stringify(failure ? { __type: failure } : answer?.(body)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new KMSClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
    maxAttempts: 1,
  });
  return { client, asked, failures, close: () => server.close() };
};
