import type { SFNClientConfig } from '@aws-sdk/client-sfn';
import type { Answer } from './answer.ts';
import { answerBytes, contentType } from './wire.ts';

interface Request {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

// Not Buffer.from(body): it asks the SDK's bytes for a string first, and the SDK warns of that.
const bytesOf = (body: string | Uint8Array): Buffer =>
  typeof body === 'string'
    ? Buffer.from(body)
    : Buffer.from(body.buffer, body.byteOffset, body.byteLength);

/** Lets the SDK's client talk to an endpoint in its own process: `new SFNClient({ requestHandler })`. */
export const sfnRequestHandler = (
  answer: Answer,
): NonNullable<SFNClientConfig['requestHandler']> => ({
  async handle({ headers, body = '' }: Request) {
    const target = headers['x-amz-target'] ?? '';
    const { status, text } = await answerBytes(answer, target, bytesOf(body));
    const response = {
      statusCode: status,
      headers: { 'content-type': contentType },
      body: Buffer.from(text),
    };
    return { response };
  },
  updateHttpClientConfig: () => undefined,
  httpHandlerConfigs: () => ({}),
});
