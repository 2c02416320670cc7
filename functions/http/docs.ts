import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Hono } from 'hono';
import { docsPage } from '../../web/docs-page.ts';

/** Beside the bundle on Lambda, in node_modules elsewhere. */
const folder = (): string =>
  existsSync(join(import.meta.dirname, 'swagger-ui.css'))
    ? import.meta.dirname
    : dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const files = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
} as const;

const start = `document.documentElement.classList.toggle('dark-mode', matchMedia('(prefers-color-scheme: dark)').matches);
SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null });`;

// Swagger UI sets styles from its script; nothing is loaded from another host.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The reference of the API, with Swagger UI served from this very origin. */
export const serveDocs = (app: Hono): void => {
  app.get('/docs', (context) => {
    context.header('content-security-policy', policy);
    return context.html(docsPage());
  });
  app.get('/docs/start.js', (context) =>
    context.body(start, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  for (const [name, type] of Object.entries(files))
    app.get(`/docs/${name}`, async (context) =>
      context.body(await readFile(join(folder(), name), 'utf8'), 200, { 'content-type': type }),
    );
};
