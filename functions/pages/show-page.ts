import type { Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import * as z from 'zod';
import { Language } from '../../domain/language.ts';
import { Role } from '../../domain/permissions.ts';
import type { MessageKey } from '../../instruments/messages.ts';
import type { Page } from '../../web/frame.ts';
import { signInFirstPage } from '../../web/not-found-page.ts';
import { type Phrases, phrasesIn } from '../phrases.ts';
import { inEachLanguage, pageLanguage } from './page-language.ts';
import { strictPolicy } from './strict-policy.ts';

/** What a host adds to the frame of every page. */
export interface Around {
  readonly links: readonly (readonly [name: MessageKey, href: string])[];
  /** Where one signs in; without it a page says that one has to. */
  readonly signIn?: { readonly href: string; readonly again: boolean };
  readonly notice?: MessageKey;
}

/** Around the pages of a deployment. */
export const deployed: Around = {
  links: [
    ['page.reviews', '/'],
    ['page.dashboard', '/dashboard'],
    ['page.api', '/docs'],
  ],
};

const Me = z.object({
  name: z.string(),
  role: Role,
  contributor: z.string().optional(),
  mission: z.string().optional(),
  language: Language,
});
type Me = z.output<typeof Me>;

/** Reads one path of the API as the person of the session; undefined for whatever is not theirs to see. */
export type Read = (path: string) => Promise<unknown>;

/** What a page is made with. */
export interface Asked {
  readonly context: Context;
  readonly read: Read;
  readonly me: Me;
  readonly phrases: Phrases;
}

// Pages read through the very API, as the person of the session: they can show nothing else.
const readerOf =
  (app: Hono, context: Context): Read =>
  async (path) => {
    const answer = await app.request(path, {
      headers: { authorization: `Bearer ${getCookie(context, 'ora_session') ?? ''}` },
    });
    return answer.ok ? answer.json() : undefined;
  };

const respond = (
  context: Context,
  around: Around,
  page: Page,
  { me, phrases, framing }: { me: Me | undefined; phrases: Phrases; framing?: string },
  status: 200 | 401 | 404,
): Response | Promise<Response> => {
  context.header('content-security-policy', framing ? `${strictPolicy}; ${framing}` : strictPolicy);
  context.header('cache-control', 'no-store');
  context.header('content-language', phrases.language);
  const { say } = phrases;
  const frame = {
    words: phrases,
    reader: me,
    languages: inEachLanguage(context),
    links: around.links.map(([name, href]) => ({ name: say(name), href })),
    signIn: around.signIn,
    notice: around.notice && say(around.notice),
  };
  return context.html(page(frame), status);
};

/** The address that was asked for, to be led back to after signing in. */
const asked = (context: Context): string => {
  const { pathname, search } = new URL(context.req.url);
  return encodeURIComponent(`${pathname}${search}`);
};

/** How a host shows pages: to anybody, or to whoever is signed in and may see what it is made of. */
export const openPages = (app: Hono, around: Around) => {
  const settle = async (context: Context) => {
    const read = readerOf(app, context);
    const session = getCookie(context, 'ora_session');
    const me = session ? Me.safeParse(await read('/v1/people/me')).data : undefined;
    return { read, me, phrases: phrasesIn(pageLanguage(context, me?.language)) };
  };
  /** A page for anybody; `framing` is what its policy allows beyond that of all pages. */
  const show = async (context: Context, page: Page, status: 200 | 404 = 200, framing?: string) => {
    const { me, phrases } = await settle(context);
    return respond(context, around, page, { me, phrases, ...(framing && { framing }) }, status);
  };
  /** A page for whoever is signed in; the others are led to where one does. */
  const showTo = async (
    context: Context,
    make: (asked: Asked) => Promise<readonly [page: Page, status: 200 | 404]>,
  ) => {
    const { read, me, phrases } = await settle(context);
    if (me) {
      const [page, status] = await make({ context, read, me, phrases });
      return respond(context, around, page, { me, phrases }, status);
    }
    if (around.signIn) return context.redirect(`${around.signIn.href}?to=${asked(context)}`, 303);
    return respond(context, around, signInFirstPage, { me, phrases }, 401);
  };
  /** One message in the language of the page. */
  const say = async (context: Context, key: MessageKey) => (await settle(context)).phrases.say(key);
  return { show, showTo, say };
};
export type Pages = ReturnType<typeof openPages>;
