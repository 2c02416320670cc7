import type { SFNClientConfig } from '@aws-sdk/client-sfn';
import type { Answer } from './answer.ts';
import { answerBytes, contentType } from './wire.ts';

interface Request {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Lets the SDK's client talk to an endpoint in its own process: `new SFNClient({ requestHandler })`. */
export const sfnRequestHandler = (
  answer: Answer,
): NonNullable<SFNClientConfig['requestHandler']> => ({
  async handle({ headers, body = '' }: Request) {
    const target = headers['x-amz-target'] ?? '';
    const { status, text } = await answerBytes(answer, target, Buffer.from(body));
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
