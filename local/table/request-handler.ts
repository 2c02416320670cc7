import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { Answer } from './operations.ts';
import { answerBytes, contentType } from './wire.ts';

type RequestHandler = Extract<
  NonNullable<DynamoDBClientConfig['requestHandler']>,
  { handle: unknown }
>;

const bytesOf = (body: unknown) =>
  body instanceof Uint8Array
    ? Buffer.from(body)
    : Buffer.from(typeof body === 'string' ? body : '');

/** Lets the SDK's client talk to a table in its own process: `new DynamoDBClient({ requestHandler })`. */
export const tableRequestHandler = (answer: Answer): RequestHandler => ({
  async handle({ headers, body }) {
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
