import type { Answer } from './answer.ts';
import { answerBytes, contentType } from './answer-bytes.ts';
import type { Dialect } from './dialect.ts';

interface Request {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

// A view on the same bytes: the SDK's own array warns when it is copied by Buffer.from.
const bytesOf = (body: unknown) =>
  body instanceof Uint8Array
    ? Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    : Buffer.from(typeof body === 'string' ? body : '');

/** Lets a client of the SDK talk to a service in its own process, as its `requestHandler`. */
export const requestHandler = (dialect: Dialect, answer: Answer) => ({
  async handle({ headers, body }: Request) {
    const target = headers['x-amz-target'] ?? '';
    const { status, text } = await answerBytes(dialect, answer, target, bytesOf(body));
    return {
      response: {
        statusCode: status,
        headers: { 'content-type': contentType },
        body: Buffer.from(text),
      },
    };
  },
  updateHttpClientConfig() {},
  httpHandlerConfigs: () => ({}),
});
