import { crc32 } from 'node:zlib';
import type { Answer } from '../aws-json/answer.ts';
import type { Dialect } from '../aws-json/dialect.ts';
import { requestHandler } from '../aws-json/request-handler.ts';
import { replyTo, tooLarge, unauthenticated, unknownOperation, unreadable } from './refusals.ts';

/** How DynamoDB speaks: requests up to 16 MB, signed, and a checksum on every answer. */
export const dialect: Dialect = {
  maxRequestBytes: 16 * 1024 * 1024,
  tooLarge,
  unreadable,
  unknownOperation,
  unauthenticated,
  replyTo,
  headersFor: (text) => ({ 'x-amz-crc32': crc32(text) }),
};

/** Lets the SDK talk to a table in its own process: `new DynamoDBClient({ requestHandler })`. */
export const tableRequestHandler = (answer: Answer) => requestHandler(dialect, answer);
