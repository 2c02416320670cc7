import { html } from 'hono/html';
import { layout } from './layout.ts';
import { scrolling } from './scrolling.ts';

/** A mail as a line of the list; `date` is ISO 8601. */
export interface MailLine {
  readonly file: string;
  readonly subject: string;
  readonly to: string;
  readonly date: string;
  readonly language: string;
}

/** The instant of a mail, to the minute. */
export const minuteOf = (date: string): string => `${date.slice(0, 16).replace('T', ' ')} UTC`;

const languages: Readonly<Record<string, string>> = {
  ar: 'Arabic',
  zh: 'Chinese',
  en: 'English',
  fr: 'French',
  ru: 'Russian',
  es: 'Spanish',
};

/** The English name of an official language, or its code. */
export const languageName = (code: string): string => languages[code] ?? code;

const row = ({ file, subject, to, date, language }: MailLine) =>
  html`<tr>
    <th scope="row"><a href="/outbox/${file}"><bdi lang="${language}">${subject}</bdi></a></th>
    <td>${to}</td>
    <td>${languageName(language)}</td>
    <td class="day">${minuteOf(date)}</td>
  </tr>`;

const heads = ['Subject', 'To', 'Language', 'Sent'];

/** The latest mails, each as a line; nothing was sent. */
export const outboxPage = (mails: readonly MailLine[]) =>
  layout(
    'Outbox',
    mails.length === 0
      ? html`<p>No mail yet. Every notice and reminder becomes a file here; nothing is sent.</p>`
      : html`<p>The latest ${mails.length} mails, to everybody, the newest first. Nothing was sent; only the embedded host has this page.</p>
          ${scrolling(
            'Mails',
            html`<table class="outbox">
            <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
            <tbody>${mails.map(row)}</tbody>
          </table>`,
          )}`,
  );

/** What is shown in place of a mail, or a part of one, that is not there. */
export const noMailPage = () =>
  layout('Not found', html`<p>There is no such mail. <a href="/outbox">All mails</a></p>`);
