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

export interface Mail {
  readonly file: string;
  readonly source: string;
}

/** What is read of a SendEmail of SES v2: raw content, and the tags by which its sender knows it. */
const SendEmail = z.object({
  Content: z.object({ Raw: z.object({ Data: z.string() }) }),
  EmailTags: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
});

const messageName = /^[A-Za-z0-9_-]{1,100}$/;

/** The id that the ledger gave the message; one of our own where it has none. */
const idOf = ({ EmailTags }: z.output<typeof SendEmail>): string => {
  const told = EmailTags.find(({ Name }) => Name === 'ora-message')?.Value;
  return told && messageName.test(told) ? told : randomUUID();
};

const isThere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';

/**
 * Writes a file whole or not at all, and once: whoever comes second with the same name finds the
 * first one's. A process that dies on the way leaves nothing under that name.
 */
const createOnce = (arriving: string, file: string, bytes: Buffer): void => {
  const draft = join(arriving, randomUUID());
  writeFileSync(draft, bytes);
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
 */
export const openOutbox = (folder: string) => {
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
    const bytes = Buffer.from(asked.data.Content.Raw.Data, 'base64');
    createOnce(arriving, join(folder, `${MessageId}.eml`), bytes);
    return context.json({ MessageId });
  });
  const mails = (limit: number): Mail[] =>
    latest(folder, limit).map((file) => ({
      file,
      source: readFileSync(join(folder, file), 'utf8'),
    }));
  const count = (): number => readdirSync(folder).length;
  return { endpoint, mails, count };
};
export type Outbox = ReturnType<typeof openOutbox>;
