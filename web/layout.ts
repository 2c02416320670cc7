import { html } from 'hono/html';
import type { Frame, Html, Reader } from './frame.ts';
import type { Words } from './words.ts';

const partOf = ({ say, quote }: Words, { name, role, contributor, mission }: Reader): string => {
  const part = [say(`role.${role}` as 'role.admin'), contributor, mission]
    .filter((piece) => piece !== undefined)
    .join(', ');
  return name ? `${quote(name)} (${part})` : part;
};

const session = ({ words, reader, signIn }: Frame) => {
  const { say } = words;
  if (!reader)
    return signIn
      ? html`<p class="session"><a href="${signIn.href}">${say('page.sign_in')}</a></p>`
      : '';
  return html`<form class="session" method="post" action="/sign-out">
        <span>${say('page.signed_in', { who: partOf(words, reader) })}</span>
        ${signIn?.again ? html`<a href="${signIn.href}">${say('page.other_person')}</a>` : ''}
        <button>${say('page.sign_out')}</button>
      </form>`;
};

const languages = ({ words, languages: all }: Frame) =>
  html`<nav class="languages" aria-label="${words.say('page.language')}">
        ${all.map(({ code, name, href }) =>
          code === words.language
            ? html`<span lang="${code}" aria-current="true">${name}</span> `
            : html`<a href="${href}" lang="${code}" hreflang="${code}">${name}</a> `,
        )}
      </nav>`;

const links = ({ words, links: all }: Frame) =>
  html`<nav class="pages" aria-label="${words.say('page.pages')}">
        ${all.map(({ name, href }) => html`<a href="${href}">${name}</a> `)}
      </nav>`;

/** The frame of every page: one landmark each, one stylesheet, no script, who is signed in, and the languages. */
export const layout = (frame: Frame, title: string, main: Html): Html => {
  const { words, notice } = frame;
  const { say, reviewed, language, direction } = words;
  return html`<!doctype html>
<html lang="${language}" dir="${direction}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${title} · ${say('system')}</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/style.css" />
  </head>
  <body>
    <a class="skip" href="#main">${say('page.skip')}</a>
    <header>
      <div class="bar"><strong>${say('system')}</strong> ${languages(frame)}</div>
      <div class="bar">${links(frame)} ${session(frame)}</div>
      ${notice ? html`<p class="notice">${notice}</p>` : ''}
      ${reviewed ? '' : html`<p class="notice">${say('foot.translated')}</p>`}
    </header>
    <main id="main"><h1>${title}</h1>${main}</main>
  </body>
</html>`;
};
