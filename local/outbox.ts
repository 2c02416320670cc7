import { randomUUID } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import * as z from 'zod';
import { messageTag } from '../adapters/mail.ts';
import { messageIdOf } from '../adapters/mime.ts';

/** A mail as a file: its name, and what it holds. */
export interface Mail {
  readonly file: string;
  readonly source: string;
}

/** What is read of a SendEmail of SES v2: raw content, and the tags by which its sender knows it. */
const SendEmail = z.object({
  Content: z.object({ Raw: z.object({ Data: z.string() }) }),
  Destination: z
    .object({ ToAddresses: z.array(z.string()).default([]) })
    .default({ ToAddresses: [] }),
  EmailTags: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
});

/** A mail that was taken: to whom it goes, and the tags by which its sender knows it. */
export interface Accepted {
  readonly messageId: string;
  readonly to: readonly string[];
  readonly tags: Readonly<Record<string, string[]>>;
}

const acceptedOf = (
  { Destination, EmailTags }: z.output<typeof SendEmail>,
  messageId: string,
): Accepted => ({
  messageId,
  to: Destination.ToAddresses,
  tags: Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, [Value]])),
});

const messageName = /^[A-Za-z0-9_-]{1,100}$/;

/** The id that the ledger gave the message; one of our own where it has none. */
const idOf = ({ EmailTags }: z.output<typeof SendEmail>): string => {
  const told = EmailTags.find(({ Name }) => Name === messageTag)?.Value;
  return told && messageName.test(told) ? told : randomUUID();
};

const isThere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** The mail with the Message-ID of the provider in place of ours, as SES does it. */
const withProviderId = (mail: string, providerId: string): string => {
  const end = mail.indexOf('\r\n\r\n');
  const headers = mail
    .slice(0, Math.max(end, 0))
    .replace(/^Message-ID:.*(?:\r\n[ \t].*)*/im, () => `Message-ID: ${messageIdOf(providerId)}`);
  return headers + mail.slice(Math.max(end, 0));
};

/**
 * Writes a file whole or not at all, and once: whoever comes second with the same name finds the
 * first one's. A process that dies on the way leaves nothing under that name.
 */
const createOnce = (arriving: string, file: string, bytes: Buffer): void => {
  const draft = join(arriving, randomUUID());
  writeFileSync(draft, bytes, { flag: 'wx', flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isThere(error)) throw error;
  } finally {
    rmSync(draft);
  }
};

/** The latest files of a folder, newest first. */
const latest = (folder: string, limit: number): string[] =>
  readdirSync(folder)
    .map((file) => ({ file, at: statSync(join(folder, file)).mtimeMs }))
    .sort((one, other) => other.at - one.at || (one.file < other.file ? 1 : -1))
    .slice(0, limit)
    .map(({ file }) => file);

/**
 * The answer of SES v2 to SendEmail with raw content: the mail becomes a file, nothing is sent. The
 * file has the name of the ledger's message: the same message again is the same file, and the same answer.
 * `afterwards` is told of each mail that was taken, before its sender is.
 */
export const openOutbox = (folder: string, afterwards: (mail: Accepted) => void = () => {}) => {
  const arriving = `${folder}-arriving`;
  rmSync(arriving, { recursive: true, force: true });
  mkdirSync(arriving, { recursive: true });
  mkdirSync(folder, { recursive: true });
  const endpoint = new Hono().post('/v2/email/outbound-emails', async (context) => {
    const asked = SendEmail.safeParse(await context.req.json());
    if (!asked.success)
      return context.json({ message: 'only raw mail is taken here' }, 400, {
        'x-amzn-errortype': 'BadRequestException',
      });
    const MessageId = idOf(asked.data);
    // One character per byte, so that what is not a header stays as it came.
    const mail = Buffer.from(asked.data.Content.Raw.Data, 'base64').toString('latin1');
    const bytes = Buffer.from(withProviderId(mail, MessageId), 'latin1');
    createOnce(arriving, join(folder, `${MessageId}.eml`), bytes);
    afterwards(acceptedOf(asked.data, MessageId));
    return context.json({ MessageId });
  });
  const read = (file: string): Mail => ({ file, source: readFileSync(join(folder, file), 'utf8') });
  const mails = (limit: number): Mail[] => latest(folder, limit).map(read);
  /** One mail by the name of its file; undefined where there is none. */
  const mail = (file: string): Mail | undefined =>
    readdirSync(folder).includes(file) ? read(file) : undefined;
  const count = (): number => readdirSync(folder).length;
  return { endpoint, mails, mail, count };
};
export type Outbox = ReturnType<typeof openOutbox>;
