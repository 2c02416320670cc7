import { html } from 'hono/html';
import { layout } from './layout.ts';
import { languageName, type MailLine, minuteOf } from './outbox-page.ts';

/** One mail of the outbox, as its recipient sees it. */
export interface ShownMail extends MailLine {
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string;
  readonly hasHtml: boolean;
  readonly hasCalendar: boolean;
}

const fact = (name: string, value: string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const direction = (language: string) => (language === 'ar' ? 'rtl' : 'ltr');

// The frame runs no script and sends no form; a link in it opens in the place of this page.
const asHtml = ({ file }: ShownMail) =>
  html`<h2>As HTML</h2>
    <iframe class="mail" src="/outbox/${file}/html" title="The mail as HTML" sandbox="allow-same-origin allow-top-navigation-by-user-activation"></iframe>`;

/** A mail in full: what its recipient reads, as HTML and as text, its calendar file, and its headers. */
export const outboxMailPage = (mail: ShownMail) =>
  layout(
    `Mail to ${mail.to}`,
    html`<p class="subject" lang="${mail.language}" dir="${direction(mail.language)}">${mail.subject}</p>
      <dl class="facts">
        ${fact('Sent', minuteOf(mail.date))}
        ${fact('Language', languageName(mail.language))}
      </dl>
      ${mail.hasCalendar ? html`<p>Attached: <a href="/outbox/${mail.file}/calendar" download="due-date.ics">due-date.ics</a></p>` : ''}
      ${mail.hasHtml ? asHtml(mail) : ''}
      <h2>As text</h2>
      <pre class="mail" lang="${mail.language}" dir="${direction(mail.language)}">${mail.text}</pre>
      <h2>Headers</h2>
      <dl class="facts">${mail.headers.map(({ name, value }) => fact(name, value))}</dl>
      <p><a href="/outbox">All mails</a></p>`,
  );
