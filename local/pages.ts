import type { Hono } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { Refusal } from '../domain/refusal.ts';
import { type Around, openPages, type Pages } from '../functions/pages/show-page.ts';
import { signInPage } from '../web/sign-in-page.ts';
import { demonstrationPerson, Wanted } from './demonstration-people.ts';
import type { Issuer } from './issuer.ts';
import type { Outbox } from './outbox.ts';
import { serveOutbox } from './outbox-pages.ts';

/** Around the pages of the embedded host: people to choose from, and the mails that were not sent. */
export const embedded: Around = {
  links: [
    ['page.reviews', '/'],
    ['page.dashboard', '/dashboard'],
    ['page.outbox', '/outbox'],
    ['page.api', '/docs'],
  ],
  signIn: { href: '/sign-in', again: true },
  notice: 'page.embedded',
};

/** What a refusal says; anything else goes on. */
const wordsOf = (error: unknown): string => {
  if (error instanceof Refusal) return error.message;
  throw error;
};

/** Where to go after signing in: a place of this host, whatever the address said. */
const placeOf = (to: unknown): string =>
  typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : '/';

/** Offers people to choose from, sets the session, and forgets it again. */
const serveSignIn = (host: Hono, issuer: Issuer, { show, say }: Pages): void => {
  host.get('/sign-in', (context) => show(context, signInPage(placeOf(context.req.query('to')))));
  host.post('/sign-in', async (context) => {
    const { to, ...entered } = await context.req.parseBody();
    const place = placeOf(to);
    const form = Object.fromEntries(Object.entries(entered).filter(([, value]) => value !== ''));
    const wanted = Wanted.safeParse(form);
    if (!wanted.success)
      return show(context, signInPage(place, await say(context, 'signin.choose')));
    const person = await demonstrationPerson(wanted.data).catch(wordsOf);
    if (typeof person === 'string') return show(context, signInPage(place, person));
    const token = await issuer.token(person.id);
    setCookie(context, 'ora_session', token, { httpOnly: true, sameSite: 'Strict', path: '/' });
    return context.redirect(place, 303);
  });
  host.post('/sign-out', (context) => {
    deleteCookie(context, 'ora_session', { path: '/' });
    return context.redirect('/sign-in', 303);
  });
};

/** What only the embedded host has: its sign-in, and its outbox. */
export const servePages = (
  host: Hono,
  app: Hono,
  { issuer, outbox }: { issuer: Issuer; outbox: Outbox },
): void => {
  const pages = openPages(app, embedded);
  serveSignIn(host, issuer, pages);
  serveOutbox(host, outbox, pages);
};
