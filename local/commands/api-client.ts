import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { CommandFailed } from './command-failed.ts';

export interface Request {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
  /** The Idempotency-Key; a request with one may be sent again. */
  readonly key?: string;
  readonly match?: string;
}

export interface Reply {
  readonly status: number;
  readonly etag: string;
  readonly text: string;
}

/** Where the commands find the system: ORA_URL, or the embedded host's own address. */
export const hostUrl = (): string =>
  (process.env.ORA_URL ?? 'http://127.0.0.1:4310').replace(/\/+$/, '');

const headersOf = ({ token, body, key, match }: Request): Record<string, string> => ({
  ...(token && { authorization: `Bearer ${token}` }),
  ...(body !== undefined && { 'content-type': 'application/json' }),
  ...(key && { 'idempotency-key': key }),
  ...(match && { 'if-match': match }),
});

const unreachable = (url: string): CommandFailed =>
  /^http:\/\/(127\.0\.0\.1|localhost)(:|$)/.test(url)
    ? new CommandFailed(`Nothing answers at ${url}: start it in another terminal.`, 'npm start')
    : new CommandFailed(
        `Nothing answers at ${url}: check the address in ORA_URL.`,
        `curl ${url}/health`,
      );

const send = async (url: string, request: Request): Promise<Reply> => {
  const { method = 'GET', path, body } = request;
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: headersOf(request),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const etag = response.headers.get('etag') ?? '';
    return { status: response.status, etag, text: await response.text() };
  } catch {
    throw unreachable(url);
  }
};

const busyWaits = [100, 300, 1000];

/** One request; a busy service (503) is asked again, with the same key. Throws CommandFailed when nothing answers. */
export const ask = async (url: string, request: Request): Promise<Reply> => {
  for (const wait of busyWaits) {
    const reply = await send(url, request);
    if (reply.status !== 503) return reply;
    await pause(wait);
  }
  return send(url, request);
};

const Problem = z.object({
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What a refusal says, in one line: its detail and the fields that are wrong. */
export const refusalText = ({ status, text }: Reply): string => {
  const problem = Problem.safeParse(jsonOf(text));
  if (!problem.success) return `the answer was ${status}`;
  const { detail, errors } = problem.data;
  const fields = errors
    .filter((error) => error.detail !== detail)
    .slice(0, 3)
    .map((error) => `${error.pointer}: ${error.detail}`);
  return [detail, ...fields].join(' ');
};

/** The body of a reply that went well. Throws an Error that says what was refused. */
export const bodyOf = <S extends z.ZodType>(reply: Reply, schema: S): z.output<S> => {
  if (reply.status >= 400) throw new Error(refusalText(reply));
  return schema.parse(jsonOf(reply.text));
};
