import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPaths } from '../functions/http/app.ts';
import { openRoutes, routes } from '../functions/routes/table-of-routes.ts';
import { evaluator, tokenFor } from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
const pair = await generateKeyPair('RS256', { extractable: true });
const other = await generateKeyPair('RS256', { extractable: true });
const jwks = createServer(async (_, response) => {
  const key = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [key] }));
});

beforeAll(async () => {
  host = await startHost();
  await tokenFor(host.url, evaluator);
  await new Promise<void>((resolve) => jwks.listen(0, '127.0.0.1', resolve));
  process.env.ORA_JWKS_URL = `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  jwks.close();
  await host.close();
});

const good = {
  iss: 'https://embedded.example',
  aud: 'ora',
  sub: 'demo-evaluator',
  token_use: 'access',
};
const soon = () => Math.floor(Date.now() / 1000) + 600;
const now = () => Math.floor(Date.now() / 1000);

const signed = (claims: Record<string, unknown>, key = pair.privateKey, kid = 'one') =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(key);

const statusOf = async (token: string | undefined, path = '/v1/reviews') =>
  (
    await fetch(`${host.url}${path}`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    })
  ).status;

const refused: Record<string, () => Promise<string> | string> = {
  'another issuer': () =>
    signed({ ...good, iat: now(), exp: soon(), iss: 'https://other.example' }),
  'no issuer': () => signed({ ...good, iat: now(), exp: soon(), iss: undefined }),
  'another audience': () => signed({ ...good, iat: now(), exp: soon(), aud: 'other' }),
  'no audience': () => signed({ ...good, iat: now(), exp: soon(), aud: undefined }),
  'another client': () =>
    signed({ ...good, iat: now(), exp: soon(), aud: undefined, client_id: 'other' }),
  'our client but another audience': () =>
    signed({ ...good, iat: now(), exp: soon(), aud: 'other', client_id: 'ora' }),
  'an expiry in the past': () => signed({ ...good, iat: now() - 700, exp: now() - 100 }),
  'no expiry': () => signed({ ...good, iat: now() }),
  'no time of issue': () => signed({ ...good, exp: soon() }),
  'a time of issue in the future': () => signed({ ...good, iat: soon(), exp: soon() + 600 }),
  'an age of more than twelve hours': () =>
    signed({ ...good, iat: now() - 13 * 3600, exp: soon() }),
  'no subject': () => signed({ ...good, sub: undefined, iat: now(), exp: soon() }),
  'a subject nobody knows': () => signed({ ...good, sub: 'nobody', iat: now(), exp: soon() }),
  'an ID token': () => signed({ ...good, token_use: 'id', iat: now(), exp: soon() }),
  'no token use': () => signed({ ...good, token_use: undefined, iat: now(), exp: soon() }),
  'a foreign key': () => signed({ ...good, iat: now(), exp: soon() }, other.privateKey),
  'an unknown key id': () => signed({ ...good, iat: now(), exp: soon() }, pair.privateKey, 'two'),
  'a not-before in the future': () => signed({ ...good, nbf: soon(), iat: now(), exp: soon() }),
  'no signature': () => new UnsecuredJWT({ ...good, iat: now(), exp: soon() }).encode(),
  'a symmetric signature': () =>
    new SignJWT({ ...good, iat: now(), exp: soon() })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode('x'.repeat(64))),
  'a changed payload': async () => {
    const [header, , signature] = (await signed({ ...good, iat: now(), exp: soon() })).split('.');
    const payload = Buffer.from(JSON.stringify({ ...good, sub: 'admin', iat: now(), exp: soon() }));
    return `${header}.${payload.toString('base64url')}.${signature}`;
  },
  nonsense: () => 'nonsense',
};

describe('a token', () => {
  it('of our issuer, for our audience, is accepted', async () => {
    expect(await statusOf(await signed({ ...good, iat: now(), exp: soon() }))).toBe(200);
  });

  it('that names our client instead of an audience, as Cognito writes it, is accepted', async () => {
    const claims = { ...good, aud: undefined, client_id: 'ora', iat: now(), exp: soon() };

    expect(await statusOf(await signed(claims))).toBe(200);
  });

  it.each(Object.keys(refused))('with %s is refused', async (name) => {
    expect(await statusOf(await refused[name]?.())).toBe(401);
  });
});

describe('without a token', () => {
  it('every route of the API is closed', async () => {
    for (const { method, path } of routes) {
      const answered = await fetch(`${host.url}${path.replaceAll(/\{\w+\}/g, 'x')}`, {
        method: method.toUpperCase(),
      });
      expect(`${method} ${path} ${answered.status}`).toBe(`${method} ${path} 401`);
    }
  });

  it('just these paths are open', async () => {
    for (const path of openPaths) expect(await statusOf(undefined, path)).toBe(200);
    expect(openPaths).toEqual(['/health', '/openapi.json', '/docs', '/docs/problems']);
    expect(openRoutes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'get /public/data/{dataset}/{format}',
      'get /public/metadata/{dataset}',
    ]);
  });

  it('a cookie reads but never changes anything', async () => {
    const cookie = `ora_session=${await signed({ ...good, iat: now(), exp: soon() })}`;

    const read = await fetch(`${host.url}/v1/reviews`, { headers: { cookie } });
    const wrote = await fetch(`${host.url}/v1/reviews`, {
      method: 'POST',
      headers: { cookie },
      body: '{}',
    });

    expect([read.status, wrote.status]).toEqual([200, 401]);
  });
});
