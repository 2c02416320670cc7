import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from './answer.ts';
import { answerBytes, contentType, written } from './answer-bytes.ts';
import { checkCaller, header } from './check-caller.ts';
import type { Dialect } from './dialect.ts';
import { stop } from './stop.ts';

export interface Listening {
  readonly endpoint: string;
  /** Takes no more calls, waits for what is `running`, and is gone within a second after it. */
  stop(running?: Promise<void>): Promise<void>;
}

// What is too much is read to its end and thrown away, so that the client can hear why.
const bodyOf = async (dialect: Dialect, request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= dialect.maxRequestBytes) chunks.push(chunk);
  }
  if (size > dialect.maxRequestBytes) throw dialect.tooLarge();
  return Buffer.concat(chunks);
};

const answerTo = async (dialect: Dialect, answer: Answer, request: IncomingMessage) => {
  try {
    const bytes = await bodyOf(dialect, request);
    checkCaller(dialect, request);
    return await answerBytes(dialect, answer, header(request, 'x-amz-target'), bytes);
  } catch (error) {
    return written(dialect.replyTo(error));
  }
};

const respond = async (
  dialect: Dialect,
  answer: Answer,
  request: IncomingMessage,
  response: ServerResponse,
) => {
  const { status, text } = await answerTo(dialect, answer, request);
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
    ...dialect.headersFor?.(text),
  });
  response.end(text);
};

/** Speaks the JSON protocol of AWS on 127.0.0.1; rejects when the port is taken. */
export const listen = async (
  dialect: Dialect,
  answer: Answer,
  port: number,
): Promise<Listening> => {
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    void respond(dialect, answer, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: (running) => stop(server, running),
  };
};
