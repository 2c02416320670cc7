import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dueNotices } from '../adapters/due-notices.ts';
import { sendNotice } from '../adapters/notices.ts';
import { getHead, record } from '../adapters/reviews.ts';
import {
  evaluator,
  openForm,
  opening,
  permanentMission,
  type SignedIn,
  signedIn,
  tokenFor,
} from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, evaluator);
  await tokenFor(host.url, permanentMission);
  await tokenFor(host.url, { ...permanentMission, person: 'second-in-the-mission' });
});
afterAll(() => host.close());

const mailsAbout = (review: string): string[] =>
  readdirSync(join(host.folder, 'outbox'))
    .map((file) => readFileSync(join(host.folder, 'outbox', file), 'utf8'))
    .filter((mail) => mail.includes(review));

const openOne = async () => {
  const { id } = (await desk.post('/v1/reviews', opening)).body;
  await openForm(await signedIn(host.url, permanentMission), id, 'self-assessment');
  return id as string;
};

const settled = async () => {
  for (let tries = 0; tries < 200 && (await dueNotices(1)).length > 0; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
};

describe('a notice', () => {
  it('tells each person who must act, once', async () => {
    const review = await openOne();
    await settled();

    const mails = mailsAbout(review);

    expect(mails).toHaveLength(2);
    expect(mails.join()).toContain('To: second-in-the-mission@demonstration.example');
    expect(mails[0]).toContain('Auto-Submitted: auto-generated');
  });

  it('that was never sent early is sent by the reminders machine, once', async () => {
    const review = await openOne();
    await settled();
    const before = mailsAbout(review).length;
    const head = await getHead(review);
    if (!head) throw new Error('the review is there');
    const reopened = { ...head, phase: 'new' as const, id: review };
    const event = {
      type: 'stage-opened' as const,
      facts: { stage: 'self-assessment' as const, round: 2, dueAt: head.dueAt ?? '' },
    };
    await record(review, reopened, event);
    const [due] = await dueNotices(10);

    await Promise.all([
      host.runReminders(),
      sendNotice(review, due?.sk ?? ''),
      sendNotice(review, due?.sk ?? ''),
    ]);
    await settled();

    expect(mailsAbout(review).length).toBe(before + 2);
    expect(await dueNotices(1)).toEqual([]);
  });

  it('is dropped when it is no longer true', async () => {
    const review = await openOne();
    await settled();
    const before = mailsAbout(review).length;
    const head = await getHead(review);
    if (!head) throw new Error('the review is there');
    await record(review, head, {
      type: 'stage-opened',
      facts: { stage: 'self-assessment', round: 9, dueAt: head.dueAt ?? '' },
    });
    const [due] = await dueNotices(10);
    const open = await getHead(review);
    if (!open) throw new Error('the review is there');
    await record(review, open, { type: 'review-closed', facts: { outcome: 'withdrawn' } });

    await sendNotice(review, due?.sk ?? '');

    expect(mailsAbout(review).length).toBe(before);
  });
});
