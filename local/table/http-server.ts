import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import type { Answer } from './operations.ts';
import { replyTo, tooLarge, unauthenticated, unknownOperation } from './refusals.ts';
import { answerBytes, contentType, maxRequestBytes } from './wire.ts';

// What is too much is read to its end and thrown away, so that the client can hear why.
const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= maxRequestBytes) chunks.push(chunk);
  }
  if (size > maxRequestBytes) throw tooLarge();
  return Buffer.concat(chunks);
};

const header = (request: IncomingMessage, name: string) => String(request.headers[name] ?? '');

// A page in a browser can send neither this content type nor a foreign host to us unasked.
const checkCaller = (request: IncomingMessage) => {
  const isLocal = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(header(request, 'host'));
  const isOurs = header(request, 'content-type').startsWith(contentType);
  if (request.method !== 'POST' || !isLocal || !isOurs) {
    throw unknownOperation(`POST ${contentType} to 127.0.0.1`);
  }
  if (!header(request, 'authorization').startsWith('AWS4-')) throw unauthenticated();
};

const send = (response: ServerResponse, status: number, text: string) => {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(text),
    'x-amz-crc32': crc32(text),
    'x-amzn-requestid': randomUUID(),
  });
  response.end(text);
};

const respond = async (answer: Answer, request: IncomingMessage, response: ServerResponse) => {
  try {
    const bytes = await bodyOf(request);
    checkCaller(request);
    const { status, text } = await answerBytes(answer, header(request, 'x-amz-target'), bytes);
    send(response, status, text);
  } catch (error) {
    const { status, body } = replyTo(error);
    send(response, status, JSON.stringify(body));
  }
};

/** Speaks the DynamoDB JSON protocol on 127.0.0.1; rejects when the port is taken. */
export const listen = async (answer: Answer, port: number): Promise<Server> => {
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    void respond(answer, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
};
