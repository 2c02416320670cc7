import { readFileSync } from 'node:fs';
import type { Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as z from 'zod';
import { Refusal } from '../domain/refusal.ts';
import { documentPage } from '../web/document-page.ts';
import { homePage, type ReviewRow } from '../web/home-page.ts';
import type { Page } from '../web/layout.ts';
import { notFoundPage } from '../web/not-found-page.ts';
import { reviewPage } from '../web/review-page.ts';
import { signInPage } from '../web/sign-in-page.ts';
import { demonstrationPerson, Wanted } from './demonstration-people.ts';
import type { Issuer } from './issuer.ts';
import type { Outbox } from './outbox.ts';
import { serveOutbox } from './outbox-pages.ts';
import { reviewDetail } from './review-detail.ts';
import { documentOf } from './review-document.ts';

const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const styleSheet = readFileSync(new URL('../web/style.css', import.meta.url), 'utf8');

const cursorOf = (context: Context): string => {
  const cursor = context.req.query('cursor');
  return cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
};

/** Pages read through the very API, as the person of the session: they can show nothing else. */
const reader = (app: Hono, context: Context) => async (path: string) => {
  const answer = await app.request(path, {
    headers: { authorization: `Bearer ${getCookie(context, 'ora_session') ?? ''}` },
  });
  return answer.ok ? answer.json() : undefined;
};

const Me = z.object({
  name: z.string(),
  role: z.string(),
  contributor: z.string().optional(),
  mission: z.string().optional(),
});

type Show = (context: Context, page: Page, status?: 200 | 404) => Promise<Response>;

/** Shows a page to whoever is signed in, and says who that is. */
const pagesOf =
  (app: Hono): Show =>
  async (context, page, status = 200) => {
    const me = getCookie(context, 'ora_session') && (await reader(app, context)('/v1/people/me'));
    context.header('content-security-policy', policy);
    return context.html(page(Me.safeParse(me).data), status);
  };

/** What a refusal says; anything else goes on. */
const wordsOf = (error: unknown): string => {
  if (error instanceof Refusal) return error.message;
  throw error;
};

/** Offers people to choose from, sets the session, and forgets it again. */
const serveSignIn = (host: Hono, issuer: Issuer, show: Show): void => {
  host.get('/sign-in', (context) => show(context, signInPage()));
  host.post('/sign-in', async (context) => {
    const form = Object.fromEntries(
      Object.entries(await context.req.parseBody()).filter(([, value]) => value !== ''),
    );
    const wanted = Wanted.safeParse(form);
    if (!wanted.success)
      return show(context, signInPage('Choose a role. Codes are capital letters: RWA, MINUSCA.'));
    const person = await demonstrationPerson(wanted.data).catch(wordsOf);
    if (typeof person === 'string') return show(context, signInPage(person));
    const token = await issuer.token(person.id);
    setCookie(context, 'ora_session', token, { httpOnly: true, sameSite: 'Strict', path: '/' });
    return context.redirect('/', 303);
  });
  host.post('/sign-out', (context) => {
    deleteCookie(context, 'ora_session', { path: '/' });
    return context.redirect('/sign-in', 303);
  });
};

/** The pages of the embedded host: sign-in, reviews, one review, outbox. */
export const servePages = (
  host: Hono,
  app: Hono,
  { issuer, outbox }: { issuer: Issuer; outbox: Outbox },
): void => {
  const show = pagesOf(app);
  serveSignIn(host, issuer, show);
  host.get('/', async (context) => {
    const list = await reader(app, context)(`/v1/reviews?limit=100${cursorOf(context)}`);
    if (!list) return context.redirect('/sign-in');
    return show(context, homePage(list as { items: ReviewRow[]; next?: string }));
  });
  host.get('/reviews/:id', async (context) => {
    const id = encodeURIComponent(context.req.param('id'));
    const found = await reviewDetail(reader(app, context), id);
    return found ? show(context, reviewPage(found)) : show(context, notFoundPage(), 404);
  });
  host.get('/reviews/:id/document', async (context) => {
    const id = encodeURIComponent(context.req.param('id'));
    const found = await documentOf(reader(app, context), id);
    return found ? show(context, documentPage(found)) : show(context, notFoundPage(), 404);
  });
  serveOutbox(host, outbox, show);
  host.get('/style.css', (context) =>
    context.body(styleSheet, 200, { 'content-type': 'text/css; charset=utf-8' }),
  );
};
