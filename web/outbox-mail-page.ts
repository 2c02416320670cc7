import { html } from 'hono/html';
import type { Html, Page } from './frame.ts';
import { layout } from './layout.ts';
import { languageName, type MailLine, minuteOf } from './outbox-page.ts';
import type { Words } from './words.ts';

/** One mail of the outbox, as its recipient sees it. */
export interface ShownMail extends MailLine {
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string;
  readonly hasHtml: boolean;
  readonly hasCalendar: boolean;
}

const fact = (name: string, value: string | Html) =>
  html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const direction = (language: string) => (language === 'ar' ? 'rtl' : 'ltr');

// The frame runs no script and sends no form; a link in it opens in the place of this page.
const asHtml = ({ say }: Words, { file }: ShownMail) =>
  html`<h2>${say('outbox.as_html')}</h2>
    <iframe class="mail" src="/outbox/${file}/html" title="${say('outbox.as_html')}" sandbox="allow-same-origin allow-top-navigation-by-user-activation"></iframe>`;

const attached = ({ say }: Words, { file }: ShownMail) => {
  const [before, after] = say('outbox.attached', { file: '\n' }).split('\n');
  return html`<p>${before}<a href="/outbox/${file}/calendar" download="due-date.ics">due-date.ics</a>${after}</p>`;
};

/** A mail in full: what its recipient reads, as HTML and as text, its calendar file, and its headers. */
export const outboxMailPage =
  (mail: ShownMail): Page =>
  (frame) => {
    const { words } = frame;
    const { say, quote } = words;
    return layout(
      frame,
      say('outbox.mail_to', { to: quote(mail.to) }),
      html`<p class="subject" lang="${mail.language}" dir="${direction(mail.language)}">${mail.subject}</p>
      <dl class="facts">
        ${fact(say('outbox.sent'), minuteOf(mail.date))}
        ${fact(say('page.language'), languageName(mail.language))}
      </dl>
      ${mail.hasCalendar ? attached(words, mail) : ''}
      ${mail.hasHtml ? asHtml(words, mail) : ''}
      <h2>${say('outbox.as_text')}</h2>
      <pre class="mail" lang="${mail.language}" dir="${direction(mail.language)}">${mail.text}</pre>
      <h2>${say('outbox.headers')}</h2>
      <dl class="facts" lang="en" dir="ltr">${mail.headers.map(({ name, value }) => fact(name, value))}</dl>
      <p><a href="/outbox">${say('outbox.all')}</a></p>`,
    );
  };
