import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SESv2Client } from '@aws-sdk/client-sesv2';

/** One request as SES was sent it. */
interface Sent {
  readonly Content: { readonly Raw: { readonly Data: string } };
  readonly Destination: unknown;
  readonly EmailTags?: unknown;
  readonly ConfigurationSetName?: string;
}

/** A server with the protocol of SES: it keeps what it is sent, and answers as it is told, by status and error. */
export const startSes = async () => {
  const sent: Sent[] = [];
  let refusal: { status: number; name: string; message: string; to: string } | undefined;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (refusal && JSON.stringify(JSON.parse(body).Destination).includes(refusal.to)) {
      response.writeHead(refusal.status, { 'x-amzn-errortype': refusal.name });
      response.end(JSON.stringify({ message: refusal.message }));
      return;
    }
    sent.push(JSON.parse(body));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ MessageId: `provider-${sent.length}` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new SESv2Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  return {
    client,
    sent,
    /** Refuses from now on what goes to addresses with these words in them; everything where none are given. */
    refuse: (status: number, name: string, message = 'as the test says', to = '') => {
      refusal = { status, name, message, to };
    },
    accept: () => {
      refusal = undefined;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
};
