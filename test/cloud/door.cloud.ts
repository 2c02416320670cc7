import { describe, expect, it } from 'vitest';
import { evaluator, tokenFor } from '../support/client.ts';
import { deployment } from './told.ts';

const ask = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${deployment().url}${path}`, { headers });
  return { status: response.status, body: await response.text() };
};
const bearing = (token: string) => ({ authorization: `Bearer ${token}` });

describe('the way in on an AWS that others wrote', () => {
  it('lets nobody through to /v1 without a token of the user pool: the gateway itself refuses', async () => {
    const token = await tokenFor(deployment().url, evaluator);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const changed = `${header}.${payload}.${signature.slice(0, -4)}AAAA`;

    const answers = await Promise.all([
      ask('/v1/reviews'),
      ask('/v1/reviews', bearing('nonsense')),
      ask('/v1/reviews', bearing(changed)),
    ]);

    for (const { status, body } of answers)
      expect([status, body]).toEqual([401, '{"message": "Unauthorized"}']);
    expect((await ask('/v1/reviews', bearing(token))).status).toBe(200);
  });

  it('takes no token that says who somebody is in place of one that is for access', async () => {
    const { url } = deployment();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(evaluator);
    const id = await (
      await fetch(`${url}/local/id-token`, { method: 'POST', headers, body })
    ).text();

    expect(id.split('.')).toHaveLength(3);
    expect((await ask('/v1/reviews', bearing(id))).status).toBe(403);
  });

  it('leaves exports to their own tokens, and the description open', async () => {
    const exported = await ask('/v1/exports/reviews.json');
    const described = await ask('/openapi.json');

    expect([exported.status, JSON.parse(exported.body).type]).toEqual([
      401,
      expect.stringContaining('unauthenticated'),
    ]);
    expect([described.status, JSON.parse(described.body).info.title]).toEqual([
      200,
      expect.any(String),
    ]);
  });
});
