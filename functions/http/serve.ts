import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { log } from '../../adapters/log.ts';
import type { ActingPerson } from '../../adapters/people.ts';
import { tokenOwner } from '../export/token-owner.ts';
import { authenticate } from './authenticate.ts';
import { parsed, readJson } from './body.ts';
import { problemResponse } from './problem.ts';
import type { OpenRoute, Reply, Route } from './route.ts';

const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

const read = async (route: Route, context: Context, person: ActingPerson) => ({
  person,
  params: route.params ? parsed(route.params, context.req.param()) : {},
  query: route.query ? parsed(route.query, context.req.query()) : {},
  body: route.body ? parsed(route.body, await readJson(context.req.raw)) : {},
  method: context.req.method,
  path: context.req.path,
  headers: context.req.raw.headers,
});

const responseOf = (
  route: OpenRoute,
  { status, body, etag, link, location, language, file }: Reply,
): Response => {
  const headers = new Headers({
    'content-type': 'application/json',
    // A file may be kept by its reader, to be asked for by its ETag; everything else may not.
    'cache-control': file ? 'private, no-cache' : 'no-store',
    ...file?.headers,
  });
  if (etag) headers.set('etag', etag);
  if (link) headers.set('link', link);
  if (location) headers.set('location', location);
  if (language) {
    headers.set('content-language', language);
    headers.set('vary', 'Accept-Language');
  }
  return new Response(file ? file.bytes : JSON.stringify(body), {
    status: status ?? route.status,
    headers,
  });
};

const askerOf = async (route: Route, request: Request): Promise<ActingPerson> =>
  (route.takesExportToken && (await tokenOwner(request))) || authenticate(request);

/** Serves one route: who asks, what they ask, the answer; every error leaves as a problem. */
export const serve = (app: Hono, route: Route): void => {
  app.on(route.method.toUpperCase(), honoPath(route.path), async (context) => {
    const person = await askerOf(route, context.req.raw);
    const asked = await read(route, context, person);
    return responseOf(route, await route.handle(asked as never));
  });
};

/** Serves a route that is open to everybody: nobody is asked who they are. */
export const serveOpen = (app: Hono, route: OpenRoute): void => {
  app.on(route.method.toUpperCase(), honoPath(route.path), async (context) => {
    const asked = {
      params: route.params ? parsed(route.params, context.req.param()) : {},
      query: route.query ? parsed(route.query, context.req.query()) : {},
      headers: context.req.raw.headers,
    };
    return responseOf(route, await route.handle(asked as never));
  });
};

/** Where an error was thrown: its frames, without the message, which may repeat what somebody wrote. */
const placesIn = ({ stack = '', message }: Error): string =>
  stack
    .replace(message, '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 6)
    .map((line) => line.trim())
    .join(' ');

/** The last resort of the app: logs the name and place of an unexpected error, never its message or the body. */
export const onError = (error: unknown, context: Context): Response => {
  const traceId = context.req.header('x-amzn-trace-id') ?? randomUUID();
  const response = problemResponse(error, context.req.path, traceId);
  if (response.status >= 500)
    log('error', 'request failed', {
      traceId,
      method: context.req.method,
      error: error instanceof Error ? error.name : typeof error,
      ...(error instanceof Error && { places: placesIn(error) }),
    });
  return response;
};
