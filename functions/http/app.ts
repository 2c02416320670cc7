import { type Context, Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { problemsPage } from '../../web/problems-page.ts';
import { servePages } from '../pages/serve-pages.ts';
import { type Around, deployed } from '../pages/show-page.ts';
import { strictPolicy } from '../pages/strict-policy.ts';
import { openRoutes, routes } from '../routes/table-of-routes.ts';
import { methodsAt } from './allowed-methods.ts';
import { serveDocs } from './docs.ts';
import { openApiOf } from './openapi.ts';
import { HttpRefusal, problems } from './problem.ts';
import { onError, serve, serveOpen } from './serve.ts';

/** What is open without signing in, beside the open routes; a test pins that nothing else is. */
export const openPaths = ['/health', '/openapi.json', '/docs', '/docs/problems'] as const;

/** No such address, or not with this method: then the answer says with which. */
const unserved = (context: Context, methods: readonly string[]): Response => {
  if (methods.length === 0) return onError(new HttpRefusal('not_found'), context);
  const allow = methods.join(', ');
  const detail = `${context.req.method} is not served at this address; it takes ${allow}.`;
  const response = onError(new HttpRefusal('method_not_allowed', [], detail), context);
  response.headers.set('allow', allow);
  return response;
};

/** The whole HTTP interface, the same on AWS and in the embedded host. */
export const createApp = (around: Around = deployed): Hono => {
  const app = new Hono();
  app.use(secureHeaders());
  app.onError((error, context) => onError(error, context));
  const methodsOf = methodsAt([
    ...routes,
    ...openRoutes,
    ...openPaths.map((path) => ({ method: 'get', path }) as const),
  ]);
  app.notFound((context) => unserved(context, methodsOf(context.req.path)));
  app.get('/health', (context) => context.json({ status: 'ok' }));
  app.get('/openapi.json', (context) => context.json(openApiOf(routes, openRoutes)));
  app.get('/docs/problems', (context) => {
    context.header('content-security-policy', strictPolicy);
    return context.html(problemsPage(problems));
  });
  serveDocs(app);
  servePages(app, around);
  for (const route of routes) serve(app, route);
  for (const route of openRoutes) serveOpen(app, route);
  return app;
};
