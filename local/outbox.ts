import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { timestamp } from '../adapters/clock.ts';

export interface Mail {
  readonly file: string;
  readonly source: string;
}

/** The answer of SES v2 to SendEmail with raw content: the mail becomes a file, nothing is sent. */
export const openOutbox = (folder: string) => {
  mkdirSync(folder, { recursive: true });
  const endpoint = new Hono().post('/v2/email/outbound-emails', async (context) => {
    const { Content } = await context.req.json();
    const data = Content?.Raw?.Data;
    if (typeof data !== 'string')
      return context.json({ message: 'only raw mail is taken here' }, 400, {
        'x-amzn-errortype': 'BadRequestException',
      });
    const MessageId = randomUUID();
    const file = `${timestamp().replaceAll(':', '')}-${MessageId}.eml`;
    writeFileSync(join(folder, file), Buffer.from(data, 'base64'), { flag: 'wx' });
    return context.json({ MessageId });
  });
  const mails = (limit: number): Mail[] =>
    readdirSync(folder)
      .sort()
      .slice(-limit)
      .reverse()
      .map((file) => ({ file, source: readFileSync(join(folder, file), 'utf8') }));
  const count = (): number => readdirSync(folder).length;
  return { endpoint, mails, count };
};
export type Outbox = ReturnType<typeof openOutbox>;
