import { describe, expect, it } from 'vitest';
import { createApp } from '../functions/http/app.ts';
import { openRoutes, routes } from '../functions/routes/table-of-routes.ts';

const app = createApp();
interface Described {
  readonly paths: Record<string, Record<string, { operationId: string; responses: object }>>;
  readonly components: { readonly schemas: object };
}
const document = async () => (await (await app.request('/openapi.json')).json()) as Described;

describe('the description of the API', () => {
  it('describes every route that is served, from the same definition', async () => {
    const { paths } = await document();

    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );

    expect(described.toSorted()).toEqual(
      [...routes, ...openRoutes].map(({ method, path }) => `${method} ${path}`).toSorted(),
    );
  });

  it('gives every operation a name of its own, a problem, and its schemas by name', async () => {
    const { paths, components } = await document();

    const operations = Object.values(paths).flatMap(Object.values);

    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { responses } of operations) expect(responses).toHaveProperty('default');
    expect(Object.keys(components.schemas)).toEqual(
      expect.arrayContaining(['Review', 'Form', 'Submission', 'Receipt', 'Ledger', 'Problem']),
    );
  });

  it('is shown by a page that loads nothing from elsewhere', async () => {
    const page = await app.request('/docs');
    const script = await app.request('/docs/swagger-ui-bundle.js');

    expect(await page.text()).not.toMatch(/https?:\/\//);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });
});
