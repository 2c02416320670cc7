import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { now } from '../adapters/clock.ts';
import { rowsOf } from '../adapters/ledger.ts';
import { useMail } from '../adapters/mail.ts';
import { getPerson } from '../adapters/people.ts';
import { handler as findDue } from '../functions/find-due.ts';
import { handler as sendReminder } from '../functions/send-reminder.ts';
import { evaluator, permanentMission, type SignedIn, signedIn } from './support/client.ts';
import { startHost } from './support/host.ts';
import { startSes } from './support/small-ses.ts';
import { moveTo, openOnNewDay } from './support/told.ts';

const minute = 60_000;
const missions = Array.from({ length: 8 }, (_, index) => `mission-${index + 1}`);
const [first = ''] = missions;

let host: Awaited<ReturnType<typeof startHost>>;
let ses: Awaited<ReturnType<typeof startSes>>;
let desk: SignedIn;

beforeAll(async () => {
  host = await startHost();
  ses = await startSes();
  useMail(ses.client);
  desk = await signedIn(host.url, { ...evaluator, person: 'desk-officer' });
  for (const person of missions) await signedIn(host.url, { ...permanentMission, person });
});
afterEach(() => ses.accept());
afterAll(async () => {
  await ses.close();
  await host.close();
});

/** A quarter of an hour later the machine runs, one person after the other. */
const run = async (times = 1): Promise<void> => {
  for (let turn = 0; turn < times; turn += 1) {
    host.clock.forward(15 * minute);
    const { recipients } = (await findDue({ round: 0 } as never, {} as never)) as {
      recipients: string[];
    };
    for (const person of recipients) await sendReminder({ person } as never, {} as never);
  }
};

/** A weekday at noon in New York, so that nothing waits for the morning. */
const toNoon = (): void => {
  const at = new Date(now());
  const noon = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + 7, 17);
  host.clock.forward(noon - now());
};

const whyMarked = async (person: string) => (await getPerson(person))?.undeliverable?.why;

const marked = async (): Promise<string[]> => {
  const all = await Promise.all(
    ['desk-officer', ...missions].map(async (id) => ((await whyMarked(id)) ? [id] : [])),
  );
  return all.flat();
};

const standOf = async (review: string, kind: string) =>
  new Map(
    (await rowsOf(review))
      .filter((row) => row.kind === kind)
      .map(({ recipient, status }) => [recipient, status]),
  );

const counted = (metric: string): number =>
  readFileSync(join(host.folder, 'log.jsonl'), 'utf8')
    .split('\n')
    .reduce((sum, line) => sum + (line ? (JSON.parse(line)[metric] ?? 0) : 0), 0);

describe('a refusal', () => {
  it('that says nothing of the address marks nobody, loses nothing, and is late only', async () => {
    toNoon();
    ses.refuse(400, 'MessageRejected', 'Email address is not verified. The following failed');
    const review = await openOnNewDay(host, desk);

    await run(40);
    const waiting = await standOf(review, 'opened');
    ses.accept();
    await run(30);

    expect(await marked()).toEqual([]);
    expect(waiting).toEqual(new Map(missions.map((person) => [person, 'owed'])));
    expect(await standOf(review, 'opened')).toEqual(
      new Map(missions.map((person) => [person, 'sent'])),
    );
  });

  it('of one address is believed when it comes again; then the next in line is told, and nobody else waits', async () => {
    toNoon();
    await moveTo(first, 'pm@refused.example');
    ses.refuse(400, 'BadRequestException', 'Domain contains illegal character', '@refused');
    const review = await openOnNewDay(host, desk);
    const atOnce = [(await standOf(review, 'opened')).get(first), await whyMarked(first)];

    await run(2);

    const opened = await standOf(review, 'opened');
    expect(atOnce).toEqual(['owed', undefined]);
    expect(opened.get(first)).toBe('failed');
    expect([...opened.values()].filter((status) => status === 'sent')).toHaveLength(7);
    expect(await whyMarked(first)).toBe('refused');
    expect(await standOf(review, 'bounced')).toEqual(new Map([['desk-officer', 'sent']]));
    expect(counted('MailProviderFaults')).toBe(0);
    await moveTo(first, 'pm@rwa.example');
  });

  it('of everybody is the fault of whoever refuses: a few are marked, an alarm goes off, the others are told late', async () => {
    toNoon();
    ses.refuse(400, 'BadRequestException', 'Invalid domain name');
    const review = await openOnNewDay(host, desk);

    await run(50);
    const wrongly = await marked();
    const waiting = await standOf(review, 'opened');
    ses.accept();
    await run(30);

    const opened = await standOf(review, 'opened');
    expect(wrongly).toHaveLength(5);
    expect(counted('MailProviderFaults')).toBeGreaterThan(0);
    const others = missions.filter((person) => !wrongly.includes(person));
    expect(others.length).toBeGreaterThan(2);
    expect(others.map((person) => waiting.get(person))).toEqual(others.map(() => 'owed'));
    expect(others.map((person) => opened.get(person))).toEqual(others.map(() => 'sent'));
    expect(await marked()).toEqual(wrongly);
  });
});
