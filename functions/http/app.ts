import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { problemsPage } from '../../web/problems-page.ts';
import { routes } from '../routes/table-of-routes.ts';
import { serveDocs } from './docs.ts';
import { openApiOf } from './openapi.ts';
import { HttpRefusal, problems } from './problem.ts';
import { onError, serve } from './serve.ts';

/** What is open without signing in; a test pins that nothing else is. */
export const openPaths = ['/health', '/openapi.json', '/docs', '/docs/problems'] as const;

/** The whole HTTP interface, the same on AWS and in the embedded host. */
export const createApp = (): Hono => {
  const app = new Hono();
  app.use(secureHeaders());
  app.onError((error, context) => onError(error, context));
  app.notFound((context) => onError(new HttpRefusal('not_found'), context));
  app.get('/health', (context) => context.json({ status: 'ok' }));
  app.get('/openapi.json', (context) => context.json(openApiOf(routes)));
  app.get('/docs/problems', (context) => context.html(problemsPage(problems)));
  serveDocs(app);
  for (const route of routes) serve(app, route);
  return app;
};
