import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../functions/http/app.ts';
import { pages } from './browser/pages.ts';
import { type Places, placed, setScene } from './browser/scene.ts';
import { signedIn, tokenFor } from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let places: Places;

beforeAll(async () => {
  host = await startHost();
  places = await setScene(host);
});
afterAll(() => host.close());

const strict =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const director = { role: 'director' };

const get = async (path: string, headers: Record<string, string> = {}) => {
  const answered = await fetch(`${host.url}${path}`, { headers, redirect: 'manual' });
  return { status: answered.status, headers: answered.headers, text: await answered.text() };
};

const cookieOf = async (person: { role: string }) =>
  `ora_session=${await tokenFor(host.url, person)}`;

const languageOf = ({ text }: { text: string }) =>
  /<html lang="(..)" dir="(...)"/.exec(text)?.slice(1);

describe('every page', () => {
  it.each(pages)(
    '%s has a strict policy, is kept by nobody, and brings no script and no style of its own',
    async (path, as) => {
      const cookie = as ? await cookieOf(as) : '';

      const { headers, text } = await get(placed(path, places), { cookie });

      const framing = path.startsWith('/outbox/') ? "; frame-src 'self'" : '';
      expect(headers.get('content-security-policy')).toBe(`${strict}${framing}`);
      if (as) expect(headers.get('cache-control')).toBe('no-store');
      expect(text).not.toMatch(/<script|<style|style=|javascript:|onclick|onload/);
    },
  );

  it('has one that allows its script, and no other, where Swagger UI shows the API', async () => {
    const { headers } = await get('/docs');

    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  it('has styles that know no left and no right, so that they hold in Arabic too', async () => {
    const { text } = await get('/style.css');

    expect(text.match(/(?<!@bottom-)\b(left|right)\b/g)).toBeNull();
    expect(text).toContain('inline-size');
  });

  it('is the same in a deployment, where it says that one has to sign in', async () => {
    const app = createApp();

    const answered = await app.request('/', { headers: { 'accept-language': 'fr-CH, en;q=0.5' } });

    expect(answered.status).toBe(401);
    expect(answered.headers.get('content-security-policy')).toBe(strict);
    expect(await answered.text()).toContain('Veuillez vous connecter pour voir cette page.');
  });
});

describe('the language of a page', () => {
  it('is that of the browser before one signs in', async () => {
    expect(languageOf(await get('/sign-in', { 'accept-language': 'ar-EG, en;q=0.5' }))).toEqual([
      'ar',
      'rtl',
    ]);
    expect(languageOf(await get('/sign-in'))).toEqual(['en', 'ltr']);
  });

  it('is that in which the reader is written to, once they are signed in', async () => {
    const senegal = { role: 'permanent_mission', contributor: 'SEN' };
    const cookie = await cookieOf(senegal);

    expect(languageOf(await get('/', { cookie, 'accept-language': 'ru' }))).toEqual(['fr', 'ltr']);

    const state = await signedIn(host.url, senegal);
    const { etag } = await state.get('/v1/people/me');
    await state.put('/v1/people/me/preferences', { language: 'es' }, etag);
    expect(languageOf(await get('/', { cookie }))).toEqual(['es', 'ltr']);
  });

  it('is the one of the address, and stays so on the pages that follow', async () => {
    const cookie = await cookieOf(director);

    const chosen = await get('/?lang=zh', { cookie });
    const [kept = ''] = (chosen.headers.get('set-cookie') ?? '').split(';');

    expect(languageOf(chosen)).toEqual(['zh', 'ltr']);
    expect(kept).toBe('ora_language=zh');
    expect(languageOf(await get('/outbox', { cookie: `${cookie}; ${kept}` }))).toEqual([
      'zh',
      'ltr',
    ]);
  });

  it('can be changed to each of the six on every page, which keeps its address', async () => {
    const cookie = await cookieOf(director);

    const { text } = await get('/reviews/none?x=1&lang=fr', { cookie });

    const offered = Array.from(
      text.matchAll(/href="\/reviews\/none\?x=1&amp;lang=(..)"/g),
      ([, code]) => code,
    );
    expect(offered).toEqual(['ar', 'zh', 'en', 'ru', 'es']);
    expect(text).toContain('<span lang="fr" aria-current="true">Français</span>');
  });

  it('is none that there is not', async () => {
    const { text } = await get('/sign-in?lang=%22%3E%3Cscript%3E');

    expect(languageOf({ text })).toEqual(['en', 'ltr']);
    expect(text).not.toContain('<script');
  });
});
