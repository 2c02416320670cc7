import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { now } from '../adapters/clock.ts';
import { rowsOf } from '../adapters/ledger.ts';
import { useMail } from '../adapters/mail.ts';
import { useDynamoDB } from '../adapters/table.ts';
import { handler as findDue } from '../functions/find-due.ts';
import { handler as sendReminder } from '../functions/send-reminder.ts';
import { embedded } from './bench/embedded.ts';
import { evaluator, permanentMission, tokenFor } from './support/client.ts';
import { startHost } from './support/host.ts';
import { startSes } from './support/small-ses.ts';
import { openOne, stepOn, submitOpen } from './support/straight-record.ts';

const holder = 'demo-permanent-mission-rwa';
const poison = 'demo-poison';
const writes = /^(Put|Delete|TransactWrite)/;

let host: Awaited<ReturnType<typeof startHost>>;
let ses: Awaited<ReturnType<typeof startSes>>;
let table: DynamoDBClient;
let failsAt = 0;
let refused = '';

/** Fails the write whose turn it is, before it reaches the table. */
const breakWrites = (client: DynamoDBClient): void =>
  client.middlewareStack.add(
    (next, { commandName = '' }: { commandName?: string }) =>
      async (args) => {
        if (writes.test(commandName) && failsAt > 0 && --failsAt === 0)
          throw new Error('the process died here');
        return next(args);
      },
    { step: 'initialize', name: 'die' },
  );

beforeAll(async () => {
  host = await startHost();
  ses = await startSes();
  ses.client.middlewareStack.add(
    (next) => async (args) => {
      if (refused && JSON.stringify(args.input).includes(refused)) throw new Error('poisoned');
      return next(args);
    },
    { step: 'initialize', name: 'poison' },
  );
  useMail(ses.client);
  table = new DynamoDBClient(embedded(host.endpoints.table));
  breakWrites(table);
  useDynamoDB(table);
  await tokenFor(host.url, permanentMission);
  await tokenFor(host.url, evaluator);
});
afterEach(() => {
  failsAt = 0;
  refused = '';
  ses.accept();
});
afterAll(async () => {
  await ses.close();
  await host.close();
});

let made = 0;
const newId = (): string => {
  made += 1;
  return String(made).padStart(20, 'a');
};

/** Goes on to the next Wednesday at noon in New York that lies so many weeks ahead. */
const toWednesday = (weeks = 0): void => {
  const at = new Date(now());
  const days = ((3 - at.getUTCDay() + 7) % 7 || 7) + weeks * 7;
  const noon = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + days, 17);
  host.clock.forward(noon - now());
};

const find = (): Promise<{ recipients: string[] }> =>
  findDue({ round: 0 } as never, {} as never) as Promise<{ recipients: string[] }>;
const send = (person: string) => sendReminder({ person } as never, {} as never);

/** One run of the machine: whoever fails holds up nobody. */
const run = async (): Promise<void> => {
  const { recipients } = await find();
  await Promise.allSettled(recipients.map(send));
};

const idOf = ({ EmailTags }: { EmailTags?: unknown }): string =>
  (EmailTags as { Value: string }[])[0]?.Value ?? '';

/** The ids of the mails that went out about a review, as often as they went. */
const mailed = (review: string): string[] =>
  ses.sent
    .filter(({ Content }) =>
      String(Buffer.from(Content.Raw.Data, 'base64')).replaceAll('=\r\n', '').includes(review),
    )
    .map(idOf);

/** The ids of the mails that these rows went out in. */
const messages = async (...reviews: string[]) =>
  new Set((await Promise.all(reviews.map(rowsOf))).flat().map(({ message }) => message));

const stand = async (review: string) =>
  (await rowsOf(review)).map(({ recipient, kind, status }) => `${recipient} ${kind} ${status}`);

/** A review whose self-assessment is open, and of which everybody was told. */
const openAndTold = async (): Promise<string> => {
  const review = await openOne(newId());
  await stepOn(review);
  await run();
  return review;
};

describe('the ledger', () => {
  it('tells the new holder what is asked, and whoever acted that it was received', async () => {
    toWednesday();
    await tokenFor(host.url, { role: 'permanent_mission', contributor: 'KEN', person: 'somebody' });
    const review = await openAndTold();
    await submitOpen(review);
    await stepOn(review);
    await stepOn(review);
    await run();

    expect(await stand(review)).toEqual([
      'demo-evaluator opened sent',
      `${holder} opened sent`,
      'somebody received sent',
    ]);
  });

  it('makes one mail of all that came due while nobody ran, and tells nothing twice', async () => {
    toWednesday();
    const reviews = [await openAndTold(), await openAndTold()];
    const before = ses.sent.length;
    toWednesday(3);

    await run();
    await run();

    const reminders = (await Promise.all(reviews.map(rowsOf)))
      .flat()
      .filter(({ kind, recipient }) => kind !== 'opened' && recipient === holder);
    expect(reminders.length).toBeGreaterThan(2);
    expect(new Set(reminders.map(({ status }) => status))).toEqual(new Set(['sent']));
    expect(new Set(reminders.map(({ message }) => message)).size).toBe(1);
    const toHolder = ses.sent.slice(before).filter((mail) => JSON.stringify(mail).includes(holder));
    expect(toHolder).toHaveLength(1);
  });

  it('sends nothing for what was submitted between firing and delivery', async () => {
    toWednesday();
    const review = await openAndTold();
    toWednesday(3);
    await find();
    await submitOpen(review);

    await send(holder);

    const reminders = (await rowsOf(review)).filter(({ kind }) => kind !== 'opened');
    expect(reminders.length).toBeGreaterThan(0);
    expect(reminders.filter(({ recipient }) => recipient === holder)).toEqual(
      reminders
        .filter(({ recipient }) => recipient === holder)
        .map((row) => expect.objectContaining({ recipient: row.recipient, status: 'dropped' })),
    );
  });

  it('sends once however often and in whatever order the machine runs', async () => {
    toWednesday();
    const review = await openOne(newId());
    await stepOn(review);
    const before = ses.sent.length;

    await Promise.all([send(holder), find(), find(), find()]);
    await Promise.allSettled([send(holder), send(holder), find(), send(holder), send(holder)]);

    expect(await stand(review)).toEqual([`${holder} opened sent`]);
    expect(ses.sent.length).toBe(before + 1);
  });

  it.each([
    ['refuses for a while', 429, 'TooManyRequestsException'],
    ['fails without a word on what became of the mail', 503, 'ServiceUnavailable'],
  ])('is late and loses nothing when the provider %s', async (_, status, name) => {
    toWednesday();
    const review = await openOne(newId());
    await stepOn(review);
    ses.refuse(status, name);
    await run();
    ses.accept();
    host.clock.forward(15 * 60_000);

    await run();
    await run();

    expect(await stand(review)).toEqual([`${holder} opened sent`]);
    expect(mailed(review)).toEqual([...(await messages(review))]);
  });

  it('is not held up by a recipient whose mail always fails', async () => {
    toWednesday();
    await tokenFor(host.url, { ...permanentMission, person: poison });
    refused = poison;
    const review = await openAndTold();

    const told = await stand(review);
    refused = '';
    host.clock.forward(15 * 60_000);
    await run();

    expect(told).toContain(`${holder} opened sent`);
    expect(told).not.toContain(`${poison} opened sent`);
    expect(await stand(review)).toContain(`${poison} opened sent`);
  });

  it('heals a process that dies before any of its writes, and sends each row in one mail', async () => {
    for (let write = 1; write <= 9; write += 1) {
      toWednesday();
      const review = await openOne(newId());
      await stepOn(review);
      failsAt = write;
      await run().catch(() => undefined);
      failsAt = 0;
      for (const pause of [10, 120]) {
        host.clock.forward(pause * 60_000);
        await run();
      }

      expect((await stand(review)).filter((row) => row.includes('opened'))).toEqual([
        `${holder} opened sent`,
        `${poison} opened sent`,
      ]);
      expect(new Set(mailed(review))).toEqual(await messages(review));
    }
  });
});
