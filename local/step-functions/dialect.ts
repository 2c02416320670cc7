import type { Answer } from '../aws-json/answer.ts';
import type { Dialect } from '../aws-json/dialect.ts';
import { requestHandler } from '../aws-json/request-handler.ts';
import { replyTo } from './answer.ts';
import { Fault } from './fault.ts';

const maxRequestBytes = 1024 * 1024;

/** How Step Functions speaks: requests up to 1 MB, which need no signature here. */
export const dialect: Dialect = {
  maxRequestBytes,
  tooLarge: () =>
    new Fault('RequestEntityTooLargeException', `more than ${maxRequestBytes} bytes`, 413),
  unreadable: (message) => new Fault('SerializationException', message),
  unknownOperation: (message) => new Fault('UnknownOperationException', message),
  replyTo,
};

/** Lets the SDK talk to an endpoint in its own process: `new SFNClient({ requestHandler })`. */
export const sfnRequestHandler = (answer: Answer) => requestHandler(dialect, answer);
