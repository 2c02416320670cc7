import { html } from 'hono/html';
import type { Page } from './frame.ts';
import { layout } from './layout.ts';
import { scrolling } from './scrolling.ts';
import type { Words } from './words.ts';

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
  ar: 'العربية',
  zh: '中文',
  en: 'English',
  fr: 'Français',
  ru: 'Русский',
  es: 'Español',
};

/** An official language by its own name, or its code. */
export const languageName = (code: string) =>
  html`<bdi lang="${code}">${languages[code] ?? code}</bdi>`;

const heads = ['outbox.subject', 'outbox.to', 'page.language', 'outbox.sent'] as const;

const row = ({ say }: Words, { file, subject, to, date, language }: MailLine) =>
  html`<tr>
    <th scope="row"><a href="/outbox/${file}"><bdi lang="${language}">${subject}</bdi></a></th>
    <td data-label="${say('outbox.to')}"><bdi>${to}</bdi></td>
    <td data-label="${say('page.language')}">${languageName(language)}</td>
    <td data-label="${say('outbox.sent')}"><bdi class="day">${minuteOf(date)}</bdi></td>
  </tr>`;

/** The latest mails, each as a line; nothing was sent. */
export const outboxPage =
  (mails: readonly MailLine[]): Page =>
  (frame) => {
    const { say } = frame.words;
    const table = html`<table class="outbox stack">
        <thead><tr>${heads.map((head) => html`<th scope="col">${say(head)}</th>`)}</tr></thead>
        <tbody>${mails.map((mail) => row(frame.words, mail))}</tbody>
      </table>`;
    return layout(
      frame,
      say('page.outbox'),
      mails.length === 0
        ? html`<p>${say('outbox.none')}</p>`
        : html`<p>${say('outbox.said', { count: mails.length })}</p>
          ${scrolling(say('page.outbox'), table)}`,
    );
  };

/** What is shown in place of a mail, or a part of one, that is not there. */
export const noMailPage: Page = (frame) => {
  const { say } = frame.words;
  return layout(
    frame,
    say('page.not_found'),
    html`<p>${say('outbox.missing')} <a href="/outbox">${say('outbox.all')}</a></p>`,
  );
};
