import PostalMime, { type Email } from 'postal-mime';
import type { ShownMail } from '../web/outbox-mail-page.ts';
import type { Mail } from './outbox.ts';

/** A mail as its recipient's program has it: what is shown of it, and its parts. */
export interface ReadMail extends ShownMail {
  readonly html?: string | undefined;
  /** The iCalendar file, and the type that its part names. */
  readonly calendar?: { readonly content: string; readonly type: string } | undefined;
}

const headersShown = [
  'From',
  'To',
  'Date',
  'Message-ID',
  'In-Reply-To',
  'References',
  'Content-Language',
  'Auto-Submitted',
];

const headersOf = ({ headers }: Email) =>
  headersShown.flatMap((name) => {
    const found = headers.find(({ key }) => key === name.toLowerCase());
    return found ? [{ name, value: found.value }] : [];
  });

const calendarOf = ({ attachments }: Email): ReadMail['calendar'] => {
  const found = attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  if (!found) return undefined;
  const type = `text/calendar; charset=utf-8${found.method ? `; method=${found.method}` : ''}`;
  // The reader gives text the line ends of this machine; RFC 5545 has its own.
  return { content: String(found.content).replaceAll(/\r?\n/g, '\r\n'), type };
};

/** Reads the file of a mail. */
export const readMail = async ({ file, source }: Mail): Promise<ReadMail> => {
  const email = await PostalMime.parse(source, { attachmentEncoding: 'utf8' });
  const calendar = calendarOf(email);
  return {
    file,
    subject: email.subject ?? '',
    to: email.to?.map(({ address = '' }) => address).join(', ') ?? '',
    date: email.date ?? '',
    language: email.headers.find(({ key }) => key === 'content-language')?.value ?? 'en',
    headers: headersOf(email),
    text: email.text ?? '',
    hasHtml: email.html !== undefined,
    hasCalendar: calendar !== undefined,
    html: email.html,
    calendar,
  };
};
