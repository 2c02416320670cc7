import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { now, timestamp } from '../adapters/clock.ts';
import { dueNow } from '../adapters/due-items.ts';
import { owe, rowsOf } from '../adapters/ledger.ts';
import { useMail } from '../adapters/mail.ts';
import { mailsOn, takeSlot } from '../adapters/mail-slots.ts';
import { tellingsOf } from '../adapters/tellings-of-person.ts';
import { rowKey } from '../domain/reminders/simulated-ledger.ts';
import { handler as findDue } from '../functions/find-due.ts';
import { handOver } from '../functions/reminders/hand-over.ts';
import { handler as sendReminder } from '../functions/send-reminder.ts';
import { standardLadder } from '../instruments/ladders.ts';
import { permanentMission, tokenFor } from './support/client.ts';
import { startHost } from './support/host.ts';
import { startSes } from './support/small-ses.ts';
import { openOne, stepOn } from './support/straight-record.ts';

const cap = standardLadder.manners.perPersonPerDay;
const holder = 'demo-permanent-mission-rwa';
const day = 24 * 3_600_000;

let host: Awaited<ReturnType<typeof startHost>>;
let ses: Awaited<ReturnType<typeof startSes>>;

/** Goes on to the next Wednesday at noon in New York. */
const toWednesday = (): void => {
  const at = new Date(now());
  const days = (3 - at.getUTCDay() + 7) % 7 || 7;
  const noon = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + days, 17);
  host.clock.forward(noon - now());
};

beforeAll(async () => {
  host = await startHost();
  ses = await startSes();
  useMail(ses.client);
  await tokenFor(host.url, permanentMission);
});
beforeEach(() => toWednesday());
afterAll(async () => {
  await ses.close();
  await host.close();
});

let made = 0;
/** Reviews that open at this moment, of which nobody was told yet. */
const openSome = async (many: number): Promise<string[]> => {
  const reviews: string[] = [];
  for (let opened = 0; opened < many; opened += 1) {
    made += 1;
    const review = await openOne(String(made).padStart(20, 'c'));
    await stepOn(review);
    reviews.push(review);
  }
  return reviews;
};

const pending = async (): Promise<[string, string][]> =>
  (await Array.fromAsync(dueNow())).map(({ review, sk }) => [review, sk]);

const run = async (): Promise<void> => {
  const { recipients } = (await findDue({ round: 0 } as never, {} as never)) as {
    recipients: string[];
  };
  await Promise.all(recipients.map((person) => sendReminder({ person } as never, {} as never)));
};

const idOf = (tags: unknown): string => (tags as { Value: string }[])[0]?.Value ?? '';

const opened = async (reviews: readonly string[]) =>
  (await Promise.all(reviews.map(rowsOf))).flat().filter(({ kind }) => kind === 'opened');

const statuses = async (reviews: readonly string[]) =>
  (await opened(reviews)).map(({ status }) => status).toSorted();

describe('however many hand over to one person at one moment', () => {
  it('no more mails go out than the cap of the day allows, and the rest is one mail the next morning', async () => {
    const reviews = await openSome(12);
    const before = ses.sent.length;

    await Promise.all((await pending()).map(([review, sk]) => handOver(review, sk)));
    const today = ses.sent.length - before;
    const after = await statuses(reviews);
    host.clock.forward(day);
    await run();

    expect(today).toBe(cap);
    expect(after).toEqual([
      ...Array.from({ length: 12 - cap }, () => 'owed'),
      ...Array.from({ length: cap }, () => 'sent'),
    ]);
    expect(await statuses(reviews)).toEqual(Array.from({ length: 12 }, () => 'sent'));
    expect(ses.sent.length - before).toBe(cap + 1);
  });

  it('the same holds while the machine runs, twice at a time', async () => {
    const reviews = await openSome(8);
    const before = ses.sent.length;

    const all = (await pending()).map(([review, sk]) => handOver(review, sk));
    await Promise.all([run(), ...all, run()]);
    await run();
    const today = ses.sent.length - before;
    host.clock.forward(day);
    await run();
    await run();

    expect(today).toBeGreaterThan(0);
    expect(today).toBeLessThanOrEqual(cap);
    expect(await statuses(reviews)).toEqual(Array.from({ length: 8 }, () => 'sent'));
    const messages = new Set((await opened(reviews)).map(({ message }) => message));
    const ids = ses.sent.slice(before).flatMap(({ EmailTags }) => idOf(EmailTags));
    expect(ids.filter((id) => messages.has(id)).toSorted()).toEqual([...messages].toSorted());
  });
});

describe('what does not fit in one mail', () => {
  it('goes in a second one of the same run', async () => {
    const [review = ''] = await openSome(1);
    await run();
    const before = ses.sent.length;
    for (let seq = 0; seq < 130; seq += 1)
      await owe({
        ...{ review, step: 'evaluation', round: 1, plan: String(seq), rung: 'received' },
        ...{ recipient: holder, kind: 'received', as: 'person', status: 'owed' },
        ...{ owedAt: timestamp(), notBefore: timestamp(), attempts: 0 },
      } as const);

    await run();

    const rows = (await rowsOf(review)).filter(({ kind }) => kind === 'received');
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['sent']));
    expect(ses.sent.length - before).toBe(2);
  });
});

describe('a mail that surely did not go out', () => {
  it('leaves its place in the day to another', async () => {
    const reviews = await openSome(1);
    const before = ses.sent.length;
    ses.refuse(429, 'TooManyRequestsException');
    for (let hour = 0; hour <= cap; hour += 1) {
      await run();
      host.clock.forward(30 * 60_000);
    }
    ses.accept();
    host.clock.forward(3_600_000);

    await run();

    expect(await statuses(reviews)).toEqual(['sent']);
    expect(ses.sent.length - before).toBe(1);
    expect((await mailsOn(holder, timestamp().slice(0, 10))).slots).toHaveLength(1);
  });
});

describe('the places of a day', () => {
  it('are each given once, whoever asks at one moment', async () => {
    const seen = await mailsOn('somebody', '2030-01-01');
    const mail = (number: number) => ({ message: `m${number}`, lead: 'REVIEW#x SENT#y' });

    const taken = await Promise.all([1, 2, 3, 4, 5].map((one) => takeSlot(seen, mail(one))));

    expect(taken.filter((slot) => slot !== undefined)).toEqual(['2030-01-01#00000']);
    const next = await mailsOn('somebody', '2030-01-01');
    expect(await takeSlot(next, mail(6))).toBe('2030-01-01#00001');
  });
});

describe('what a person was told and is owed', () => {
  it('is listed page by page, each row once', async () => {
    const reviews = await openSome(7);
    await Promise.all((await pending()).map(([review, sk]) => handOver(review, sk)));
    const listed: string[] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const { rows, last } = await tellingsOf(holder, after, 2);
      expect(rows.length).toBeLessThanOrEqual(2);
      listed.push(...rows.map(rowKey));
      after = last;
    }

    expect(listed).toEqual(expect.arrayContaining((await opened(reviews)).map(rowKey)));
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.length).toBeGreaterThan(20);
  });
});
