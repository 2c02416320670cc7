import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { Language } from '../../domain/language.ts';
import { languageFor } from '../http/language.ts';

const cookie = 'ora_language';

/**
 * The language of a page: the one that its address names, which is kept for the pages that follow; or the one kept;
 * or the one in which the reader is written to; or, of whoever is not signed in, the one of their browser.
 */
export const pageLanguage = (context: Context, preferred: Language | undefined): Language => {
  const named = Language.safeParse(context.req.query('lang')).data;
  if (named)
    setCookie(context, cookie, named, {
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
      maxAge: 31_536_000,
    });
  const kept = Language.safeParse(getCookie(context, cookie)).data;
  return named ?? kept ?? preferred ?? languageFor({}, context.req.raw.headers);
};

/** The address of a page in each language, with whatever else it asks for. */
export const inEachLanguage = (context: Context) => {
  const { pathname, searchParams } = new URL(context.req.url);
  return names.map(([code, name]) => {
    const query = new URLSearchParams(searchParams);
    query.set('lang', code);
    return { code, name, href: `${pathname}?${query}` };
  });
};

const names = [
  ['ar', 'العربية'],
  ['zh', '中文'],
  ['en', 'English'],
  ['fr', 'Français'],
  ['ru', 'Русский'],
  ['es', 'Español'],
] as const satisfies readonly (readonly [Language, string])[];
