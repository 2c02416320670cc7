import type { IncomingMessage } from 'node:http';
import { contentType } from './answer-bytes.ts';
import type { Dialect } from './dialect.ts';

/** One header of a request; empty when it was not sent. */
export const header = (request: IncomingMessage, name: string) =>
  String(request.headers[name] ?? '');

/**
 * Throws the refusal of the service, unless the caller is a client of the SDK on this machine: a
 * page in a browser can send neither this content type nor a foreign host to us unasked.
 */
export const checkCaller = (dialect: Dialect, request: IncomingMessage) => {
  const isLocal = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(header(request, 'host'));
  const isOurs = header(request, 'content-type').startsWith(contentType);
  if (request.method !== 'POST' || !isLocal || !isOurs) {
    throw dialect.unknownOperation(`POST ${contentType} to 127.0.0.1`);
  }
  const isSigned = header(request, 'authorization').startsWith('AWS4-');
  if (dialect.unauthenticated && !isSigned) throw dialect.unauthenticated();
};
