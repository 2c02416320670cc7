import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Answer, refusalOf } from './answer.ts';
import { Fault } from './fault.ts';
import { answerBytes, contentType } from './wire.ts';

const header = (request: IncomingMessage, name: string) => String(request.headers[name] ?? '');

// A page in a browser can send neither this content type nor a foreign host to us unasked.
const checkCaller = (request: IncomingMessage) => {
  const isLocal = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(header(request, 'host'));
  const isOurs = header(request, 'content-type').startsWith(contentType);
  if (request.method === 'POST' && isLocal && isOurs) return;
  throw new Fault('UnknownOperationException', `POST ${contentType} to 127.0.0.1`);
};

const send = (response: ServerResponse, status: number, text: string) => {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
  });
  response.end(text);
};

const respond = async (answer: Answer, request: IncomingMessage, response: ServerResponse) => {
  try {
    const bytes = await buffer(request);
    checkCaller(request);
    const { status, text } = await answerBytes(answer, header(request, 'x-amz-target'), bytes);
    send(response, status, text);
  } catch (error) {
    const { status, body } = refusalOf(error);
    send(response, status, JSON.stringify(body));
  }
};

/** Speaks the JSON protocol of Step Functions on 127.0.0.1; rejects when the port is taken. */
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
