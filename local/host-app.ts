import { setTimeout as pause } from 'node:timers/promises';
import { Hono } from 'hono';
import { now } from '../adapters/clock.ts';
import { createApp } from '../functions/http/app.ts';
import { onError } from '../functions/http/serve.ts';
import type { MovableClock } from './clock-file.ts';
import { demonstrationPerson, Wanted } from './demonstration-people.ts';
import { type ServedFiles, serveFiles } from './files-server.ts';
import { countFigures } from './functions.ts';
import type { Issuer } from './issuer.ts';
import type { Outbox } from './outbox.ts';
import { embedded, servePages } from './pages.ts';

interface Surroundings {
  readonly issuer: Issuer;
  readonly clock: MovableClock;
  readonly outbox: Outbox;
  readonly files: ServedFiles;
  readonly runReminders: () => Promise<void>;
  /** The same to its end, with the number of mails that came of it. */
  readonly remind: () => Promise<number>;
  /** Runs the reminders once the clock has come to rest. */
  readonly remindSoon: () => void;
  readonly runAnchor: () => Promise<void>;
  readonly onRequest: ((line: string) => void) | undefined;
}

const ownNames = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Another site's page may not reach the host under a name of its own (DNS rebinding). */
const guardHost = (app: Hono): void => {
  app.use(async (context, next) => {
    if (!ownNames.test(context.req.header('host') ?? ''))
      return context.text('Use http://127.0.0.1', 421);
    if (context.req.method === 'TRACE') return context.text('TRACE is not served', 405);
    return next();
  });
};

const tellRequests = (app: Hono, tell: (line: string) => void): void => {
  app.use(async (context, next) => {
    const begun = performance.now();
    await next();
    const took = Math.round(performance.now() - begun);
    tell(`${context.req.method} ${context.req.path} ${context.res.status} ${took} ms`);
  });
};

const clockView = (clock: MovableClock) => ({
  now: new Date(now()).toISOString(),
  ahead: clock.ahead(),
});

/** What only the embedded host offers: tokens of demonstration people, and the clock. JSON only, so no form of another site can post to it. */
const serveControls = (
  app: Hono,
  { issuer, clock, runReminders, remind, remindSoon, runAnchor }: Surroundings,
): void => {
  app.get('/.well-known/jwks.json', (context) => context.json(issuer.jwks));
  app.post('/local/token', async (context) => {
    const wanted = Wanted.safeParse(await jsonOf(context.req.raw));
    if (!wanted.success) return context.text('name a role, and a contributor or mission', 422);
    return context.text(await issuer.token((await demonstrationPerson(wanted.data)).id));
  });
  app.get('/local/clock', (context) => context.json(clockView(clock)));
  app.post('/local/clock', async (context) => {
    const { forward, still } = (await jsonOf(context.req.raw)) as Record<string, unknown>;
    if (typeof forward !== 'number' || !(forward >= 0) || forward > 1e12)
      return context.text('forward is a number of milliseconds; the clock never goes back', 422);
    clock.forward(forward);
    if (still !== true) remindSoon();
    return context.json(clockView(clock));
  });
  app.post('/local/reminders', async (context) => {
    const { wait } = (await jsonOf(context.req.raw)) as Record<string, unknown>;
    if (wait === true) return context.json({ mails: await remind() });
    await runReminders();
    return context.json({ started: true });
  });
  app.post('/local/anchor', async (context) => {
    await jsonOf(context.req.raw);
    await runAnchor();
    return context.json({ started: true });
  });
};

const patienceMs = 10_000;

// No task reads its context.
const nowhere = {} as Parameters<typeof countFigures>[1];

/**
 * Counts the figures before somebody looks at them. On AWS they are at most a quarter of an hour old; whoever tries
 * the system out should not wait for that, and not long for the first count of eighteen months either.
 */
const keepFiguresFresh = (app: Hono): void => {
  for (const path of ['/dashboard/*', '/v1/dashboard/*'])
    app.use(path, async (_, next) => {
      const counted = countFigures({}, nowhere).catch(() => {});
      await Promise.race([counted, pause(patienceMs, undefined, { ref: false })]);
      return next();
    });
};

const jsonOf = async (request: Request): Promise<unknown> => {
  if (!request.headers.get('content-type')?.startsWith('application/json')) return {};
  return (await request.json().catch(() => ({}))) ?? {};
};

/** The app of the embedded host: the system's own app, with sign-in, outbox, pages and clock around it. */
export const hostApp = (surroundings: Surroundings): Hono => {
  const host = new Hono();
  host.onError((error, context) => onError(error, context));
  guardHost(host);
  if (surroundings.onRequest) tellRequests(host, surroundings.onRequest);
  serveControls(host, surroundings);
  serveFiles(host, surroundings.files);
  keepFiguresFresh(host);
  const app = createApp(embedded);
  servePages(host, app, surroundings);
  host.mount('/', app.fetch);
  return host;
};
