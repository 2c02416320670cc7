import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now } from '../adapters/clock.ts';
import { rowsOf } from '../adapters/ledger.ts';
import { dayIn, daysLater, instantAt } from '../domain/reminders/calendar-days.ts';
import type { Telling } from '../domain/reminders/telling.ts';
import { handler as findDue } from '../functions/find-due.ts';
import { handler as sendReminder } from '../functions/send-reminder.ts';
import { type Cast, castOf, opened } from './support/cast.ts';
import { evaluator, signedIn, submit } from './support/client.ts';
import { startHost } from './support/host.ts';
import { act, rowsAddedBy, untilTold } from './support/occasions.ts';

const newYork = { timeZone: 'America/New_York' };
const desk = 'demo-evaluator';
const other = 'second-evaluator';
const reason = 'The road is closed';

// A Wednesday; the tests follow each other, eight weeks apart.
let wednesday = '2028-01-05';

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Cast;

beforeAll(async () => {
  host = await startHost();
  cast = await castOf(host.url);
  await signedIn(host.url, { ...evaluator, person: other });
});
afterAll(() => host.close());

const noonOf = (day: string): void =>
  host.clock.forward(Date.parse(instantAt(newYork, day, '12:00')) - now());

const find = () => findDue({ round: 0 } as never, {} as never);
const send = (person: string) => sendReminder({ person } as never, {} as never);

const isReminder = ({ kind }: Telling): boolean =>
  ['reminder', 'not_seen', 'overdue', 'due_today'].includes(kind);

const remindersTo = async (review: string, recipient: string): Promise<Telling[]> =>
  (await rowsOf(review)).filter((row) => isReminder(row) && row.recipient === recipient);

const give = (review: string, person: string) =>
  act(cast.desk, review, 'assignments', { stage: 'evaluation', person });

/** A review whose evaluation is with the desk, which rungs have fired for and nobody was sent yet. */
const fired = async (days: number): Promise<string> => {
  wednesday = daysLater(wednesday, 56);
  noonOf(wednesday);
  const review = await opened(cast);
  await untilTold(review);
  await rowsAddedBy(review, () => submit(cast.state, review, 'self-assessment'));
  await give(review, desk);
  noonOf(daysLater(wednesday, days));
  await find();
  const owed = await remindersTo(review, desk);
  expect(owed.length).toBeGreaterThan(0);
  expect(new Set(owed.map(({ status }) => status))).toEqual(new Set(['owed']));
  return review;
};

/** What became of what was owed to the desk, once it was that person's turn. */
const becameOf = async (review: string) => {
  await send(desk);
  const rows = await remindersTo(review, desk);
  return [
    ...new Set(rows.map(({ status, reason: why, message }) => `${status} ${why} ${message}`)),
  ];
};

const untrue = ['dropped no_longer_true undefined'];

describe('a reminder that was overtaken between its firing and its delivery is dropped, and says why', () => {
  it('by an extension', async () => {
    const review = await fired(5);
    const dueOn = daysLater(dayIn(newYork, new Date(now()).toISOString()), 90);

    await act(cast.desk, review, 'extensions', { dueOn, reason });

    expect(await becameOf(review)).toEqual(untrue);
  });

  it('by a suspension', async () => {
    const review = await fired(5);

    await act(cast.desk, review, 'suspension', { reason });

    expect(await becameOf(review)).toEqual(untrue);
  });

  it('by a withdrawal', async () => {
    const review = await fired(5);

    await act(cast.desk, review, 'withdrawal', { reason });

    expect(await becameOf(review)).toEqual(untrue);
  });

  it('by a return', async () => {
    const review = await fired(5);
    const criteria = [{ criterion: 'INF-A2', reason, wanted: 'A figure' }];

    await act(cast.desk, review, 'returns', { criteria });

    expect(await becameOf(review)).toEqual(untrue);
  });

  it('by an acknowledgement, where it asked for one or told others that there was none', async () => {
    wednesday = daysLater(wednesday, 56);
    noonOf(wednesday);
    const review = await opened(cast);
    await untilTold(review);
    // Three working days later the holder is asked, seven later the desk is told.
    noonOf(daysLater(wednesday, 13));
    await find();

    await act(cast.state, review, 'acknowledgements', {});

    const holder = 'demo-permanent-mission-rwa';
    await Promise.all([holder, desk].map(send));
    const stands = (await rowsOf(review))
      .filter(({ recipient, kind }) => kind !== 'opened' && [holder, desk].includes(recipient))
      .map(({ kind, status, reason: why }) => [kind, status, why]);
    expect(stands).toEqual([
      ['not_seen', 'dropped', 'seen'],
      ['escalation', 'dropped', 'seen'],
    ]);
  });

  it('by an assignment to somebody else, who is told instead', async () => {
    const review = await fired(5);
    const owed = await remindersTo(review, desk);

    await give(review, other);

    expect(await becameOf(review)).toEqual(['dropped not_concerned undefined']);
    await send(other);
    const instead = await remindersTo(review, other);
    expect(instead.map(({ rung, status }) => [rung, status])).toEqual(
      owed.map(({ rung }) => [rung, 'sent']),
    );
  });
});
