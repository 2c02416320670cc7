import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Role } from '../domain/permissions.ts';
import { tokenFor } from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;

beforeAll(async () => {
  host = await startHost();
});
afterAll(() => host.close());

const textOf = async (path: string, cookie = '') =>
  (await fetch(`${host.url}${path}`, { headers: { cookie } })).text();

const signIn = (form: Record<string, string>) =>
  fetch(`${host.url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(form),
  });

describe('the page where one signs in', () => {
  it('offers every role there is, and says what each of them does', async () => {
    const text = await textOf('/sign-in');

    for (const role of Role.options) expect(text).toContain(`value="${role}"`);
    expect(text).toContain('decides what an evaluator recommended');
  });

  it('takes each role as it stands there, with the fields left empty', async () => {
    for (const role of Role.options)
      expect((await signIn({ role, contributor: '', mission: '' })).status).toBe(303);
  });

  it('leads to the page that was asked for, and to no other host', async () => {
    const asked = await fetch(`${host.url}/reviews/some?lang=en`, { redirect: 'manual' });
    expect(asked.headers.get('location')).toBe('/sign-in?to=%2Freviews%2Fsome%3Flang%3Den');
    expect(await textOf('/sign-in?to=%2Freviews%2Fsome')).toContain(
      'name="to" value="/reviews/some"',
    );

    const led = async (to: string) =>
      (await signIn({ role: 'director', to })).headers.get('location');
    expect(await led('/reviews/some')).toBe('/reviews/some');
    for (const elsewhere of ['https://other.example/', '//other.example', '/\\other.example', ''])
      expect(await led(elsewhere)).toBe('/');
  });

  it('says that a code is on no list, and where the list is', async () => {
    const refused = await (await signIn({ role: 'viewer', mission: 'NOWHERE' })).text();

    expect(refused).toContain('NOWHERE is no mission that is known here: /v1/missions');
  });
});

describe('every page', () => {
  it('says who is signed in, for whom, and offers to sign out', async () => {
    const token = await tokenFor(host.url, { role: 'verifier', mission: 'UNMISS' });
    for (const path of ['/', '/outbox', '/sign-in', '/reviews/none']) {
      const text = await textOf(path, `ora_session=${token}`);
      expect(text).toContain(
        'Signed in as Demonstration verifier UNMISS (member of the field team, UNMISS)',
      );
      expect(text).toContain('action="/sign-out"');
    }
  });

  it('names nobody to whoever is not signed in, or no longer', async () => {
    for (const cookie of ['', 'ora_session=nonsense'])
      for (const path of ['/outbox', '/sign-in', '/reviews/none']) {
        const text = await textOf(path, cookie);
        expect(text).not.toContain('Signed in as');
        expect(text).toContain('<a href="/sign-in">Sign in</a>');
      }
  });

  it('lets go of the session', async () => {
    const left = await fetch(`${host.url}/sign-out`, { method: 'POST', redirect: 'manual' });

    expect([left.status, left.headers.get('location')]).toEqual([303, '/sign-in']);
    expect(left.headers.get('set-cookie')).toMatch(/^ora_session=; Max-Age=0/);
  });
});
