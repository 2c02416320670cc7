import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getHead, record } from '../adapters/reviews.ts';
import { handOver } from '../functions/reminders/hand-over.ts';
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
import { addressee, dueKeys, mailsAbout, nothingDue } from './support/reminders.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, evaluator);
  await tokenFor(host.url, permanentMission);
  await tokenFor(host.url, { ...permanentMission, person: 'second-in-the-mission' });
});
afterAll(() => host.close());

const openOne = async () => {
  const { id } = (await desk.post('/v1/reviews', opening)).body;
  await openForm(await signedIn(host.url, permanentMission), id, 'self-assessment');
  await nothingDue();
  return id as string;
};

const headOf = async (review: string) => {
  const head = await getHead(review);
  if (!head) throw new Error('the review is there');
  return head;
};

/** Opens the self-assessment of another round straight in the record: nobody sends its notice early. */
const opensAgain = async (review: string, round: number) => {
  const head = await headOf(review);
  const facts = { stage: 'self-assessment' as const, round, dueAt: head.dueAt ?? '' };
  return record(review, head, { type: 'stage-opened', facts });
};

describe('a notice', () => {
  it('tells each person who must act, once', async () => {
    const review = await openOne();

    const mails = mailsAbout(host, review);

    expect(mails).toHaveLength(2);
    expect(mails.map(addressee)).toContain('second-in-the-mission@demonstration.example');
    expect(mails[0]).toContain('Auto-Submitted: auto-generated');
  });

  it('that was never sent early is sent by the reminders machine, once', async () => {
    const review = await openOne();
    const before = mailsAbout(host, review).length;
    const { due } = await opensAgain(review, 2);

    await Promise.all([host.runReminders(), handOver(review, due), handOver(review, due)]);
    await nothingDue();

    expect(mailsAbout(host, review).length).toBe(before + 2);
    expect(await dueKeys()).toEqual([]);
  });

  it('is dropped when it is no longer true', async () => {
    const review = await openOne();
    const before = mailsAbout(host, review).length;
    const { due } = await opensAgain(review, 9);
    const closed = { type: 'review-closed', facts: { outcome: 'withdrawn' } } as const;
    await record(review, await headOf(review), closed);

    await handOver(review, due);

    expect(mailsAbout(host, review).length).toBe(before);
    expect(await dueKeys()).not.toContain(due);
  });
});
