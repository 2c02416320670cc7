import { createTransport } from 'nodemailer';
import { now } from './clock.ts';
import { isSet, setting } from './environment.ts';

/** One mail to one person. */
export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same words as HTML. */
  readonly html?: string | undefined;
  /** The language of both, ISO 639-1. */
  readonly language?: string | undefined;
  /** Our own id: the provider carries it through to what it reports of the mail. */
  readonly messageId?: string | undefined;
  /** The ledger row that leads it, by name: what the provider reports is found by it. */
  readonly lead?: string | undefined;
  /** The provider's id of the mail that this one follows. */
  readonly inReplyTo?: string | undefined;
  /** The provider's ids of all earlier mails of the thread, oldest first. */
  readonly references?: readonly string[] | undefined;
  /** An iCalendar file. */
  readonly calendar?: string | undefined;
}

const composer = createTransport({
  streamTransport: true,
  buffer: true,
  disableFileAccess: true,
  disableUrlAccess: true,
});

/** The domain of the Message-IDs that SES gives mails in place of ours, by its region. */
const idDomain = (): string => {
  if (isSet('MAIL_ID_DOMAIN')) return setting('MAIL_ID_DOMAIN');
  const region = process.env.AWS_REGION ?? 'us-east-1';
  return region === 'us-east-1' ? 'email.amazonses.com' : `${region}.amazonses.com`;
};

/** The Message-ID that a mail has after it was sent, from the id that the provider answered with. */
export const messageIdOf = (providerId: string): string =>
  providerId.includes('@') ? `<${providerId}>` : `<${providerId}@${idDomain()}>`;

/** The headers by which mail programs put a mail to the ones before it. */
const threadOf = ({ inReplyTo, references = [] }: Message) => {
  const last = inReplyTo ?? references.at(-1);
  if (last === undefined) return {};
  const earlier = references.includes(last) ? references : [...references, last];
  return { inReplyTo: messageIdOf(last), references: earlier.map(messageIdOf) };
};

const methodIn = (calendar: string): string => /^METHOD:([A-Z]+)/m.exec(calendar)?.[1] ?? 'PUBLISH';

/** Outlook refuses a calendar file whose part names another method than the file itself. */
const attachmentsOf = ({ calendar }: Message) =>
  calendar === undefined
    ? []
    : [
        {
          filename: 'due-date.ics',
          content: calendar,
          // Its line ends are part of the format: nobody on the way may change them.
          contentTransferEncoding: 'base64' as const,
          contentType: `text/calendar; charset=utf-8; method=${methodIn(calendar)}`,
        },
      ];

/** A mail as MIME (RFC 5322): text, its HTML twin, a calendar file; marked so that no machine answers it. */
export const mimeOf = async (message: Message): Promise<Buffer> => {
  const { to, subject, text, html, language } = message;
  const { message: mime } = await composer.sendMail({
    from: setting('MAIL_FROM'),
    to: { name: '', address: to },
    subject,
    date: new Date(now()),
    text,
    ...(html !== undefined && { html }),
    ...threadOf(message),
    attachments: attachmentsOf(message),
    headers: {
      'Auto-Submitted': 'auto-generated',
      // Delivery reports stay wanted: a bounce is part of the record.
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      ...(language !== undefined && { 'Content-Language': language }),
    },
  });
  return mime as Buffer;
};
