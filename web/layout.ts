import { html } from 'hono/html';

type Html = ReturnType<typeof html>;

/** Who reads a page: their name, unless the page names nobody, their role, and for whom they speak. */
export interface Reader {
  readonly name?: string | undefined;
  readonly role: string;
  readonly contributor?: string | undefined;
  readonly mission?: string | undefined;
}

/** A page that waits to be told who reads it; nobody, before they sign in. */
export type Page = (reader: Reader | undefined) => Html;

const session = (reader: Reader | undefined) => {
  if (!reader) return html`<p class="session"><a href="/sign-in">Sign in as somebody</a></p>`;
  const { name, role, contributor, mission } = reader;
  const part = [role.replaceAll('_', ' '), contributor, mission].filter(Boolean).join(', ');
  return html`<form class="session" method="post" action="/sign-out">
        <span>Signed in as ${name ? `${name} (${part})` : part}</span>
        <a href="/sign-in">Be somebody else</a> <button>Sign out</button>
      </form>`;
};

/** The frame of every page: one landmark each, one stylesheet, no script, and who is signed in. */
export const layout =
  (title: string, main: Html, lang = 'en'): Page =>
  (reader) =>
    html`<!doctype html>
<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${title} · Operational Readiness Assurance</title>
    <link rel="stylesheet" href="/style.css" />
  </head>
  <body>
    <header>
      <strong>Operational Readiness Assurance</strong>
      <nav aria-label="Pages">
        <a href="/">Reviews</a> <a href="/outbox">Outbox</a> <a href="/docs">API</a>
      </nav>
      ${session(reader)}
      <p class="notice">Embedded host, not a system of the United Nations. Demonstration reviews are invented: units, answers and verdicts say nothing about any State.</p>
    </header>
    <main><h1>${title}</h1>${main}</main>
  </body>
</html>`;
