import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

/** A delivery as a receiver got it. */
export interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: the wire is untyped; each test asserts what it reads
  readonly event: any;
}

/** A receiver of webhooks on this machine, which keeps what it got and answers as it is told. */
export const startReceiver = async () => {
  const received: Received[] = [];
  let answer: { status: number; headers?: Record<string, string> } = { status: 204 };
  let onEach = (_: Received): void => {};
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const one = {
        headers: request.headers as Record<string, string>,
        body,
        event: JSON.parse(body),
      };
      received.push(one);
      onEach(one);
      response.writeHead(answer.status, answer.headers).end('x'.repeat(10));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answers: (status: number, headers?: Record<string, string>) => {
      answer = { status, ...(headers && { headers }) };
    },
    onEach: (then: (one: Received) => void) => {
      onEach = then;
    },
    /** What a receiver's own library reads; throws where the signature is not that of the secret. */
    verified: ({ body, headers }: Received, secret: string) =>
      new Webhook(secret).verify(body, headers),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
