import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOutbox } from '../local/outbox.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'ora-outbox-')), 'outbox');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const send = async ({ endpoint }: ReturnType<typeof openOutbox>, text: string, message?: string) =>
  endpoint.request('/v2/email/outbound-emails', {
    method: 'POST',
    body: JSON.stringify({
      Content: { Raw: { Data: Buffer.from(text).toString('base64') } },
      ...(message && { EmailTags: [{ Name: 'ora-message', Value: message }] }),
    }),
  });

describe('the outbox', () => {
  it('names a mail by the message of the ledger, and takes the same message once', async () => {
    const outbox = openOutbox(folder);

    const answers = await Promise.all([
      send(outbox, 'first', 'm-1'),
      send(outbox, 'first again', 'm-1'),
      send(outbox, 'other', 'm-2'),
    ]);

    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([
      { MessageId: 'm-1' },
      { MessageId: 'm-1' },
      { MessageId: 'm-2' },
    ]);
    expect(readdirSync(folder).sort()).toEqual(['m-1.eml', 'm-2.eml']);
    const first = outbox.mails(9).find(({ file }) => file === 'm-1.eml');
    expect(['first', 'first again']).toContain(first?.source);
  });

  it('keeps what came before a restart, and forgets what was cut off in the middle of writing', async () => {
    await send(openOutbox(folder), 'kept', 'm-1');
    mkdirSync(`${folder}-arriving`, { recursive: true });
    writeFileSync(join(`${folder}-arriving`, 'half'), 'ha');

    const again = openOutbox(folder);

    expect(again.mails(9)).toEqual([{ file: 'm-1.eml', source: 'kept' }]);
    expect(existsSync(join(`${folder}-arriving`, 'half'))).toBe(false);
  });

  it('never takes a name that leads out of its folder', async () => {
    const outbox = openOutbox(folder);

    await send(outbox, 'sly', '../../sly');

    expect(outbox.count()).toBe(1);
    expect(readdirSync(folder)[0]).toMatch(/^[0-9a-f-]{36}\.eml$/);
  });

  it('takes raw mail only', async () => {
    const answer = await openOutbox(folder).endpoint.request('/v2/email/outbound-emails', {
      method: 'POST',
      body: JSON.stringify({ Content: { Simple: {} } }),
    });

    expect(answer.status).toBe(400);
  });
});
