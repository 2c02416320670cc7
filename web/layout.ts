import { html } from 'hono/html';

type Html = ReturnType<typeof html>;

/** The frame of every page: one landmark each, one stylesheet, no script. */
export const layout = (title: string, main: Html, lang = 'en') => html`<!doctype html>
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
        <a href="/sign-in">Sign in as somebody</a>
      </nav>
      <p class="notice">Embedded host, not a system of the United Nations. Demonstration reviews are invented: units, answers and verdicts say nothing about any State.</p>
    </header>
    <main><h1>${title}</h1>${main}</main>
  </body>
</html>`;
