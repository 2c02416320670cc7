import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now } from '../adapters/clock.ts';
import { rowsOf } from '../adapters/ledger.ts';
import { dayIn, daysLater, instantAt } from '../domain/reminders/calendar-days.ts';
import type { Telling } from '../domain/reminders/telling.ts';
import { evaluator, opening, type SignedIn, signedIn } from './support/client.ts';
import { startHost } from './support/host.ts';
import { mailOfRow, untilTold, wholeOf } from './support/occasions.ts';

const newYork = { timeZone: 'America/New_York' };
const cairo = { timeZone: 'Africa/Cairo' };
const kigali = { timeZone: 'Africa/Kigali' };
const tokyo = { timeZone: 'Asia/Tokyo' };
const quarter = 15 * 60_000;

// Days without a holiday, far from any change of clocks.
const tuesday = '2028-06-06';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, evaluator);
  const own = await signedIn(host.url, {
    role: 'permanent_mission',
    contributor: 'EGY',
    person: 'mission-in-tokyo',
  });
  const { etag } = await own.get('/v1/people/me');
  const asia = { language: 'en', timeZone: tokyo.timeZone };
  expect((await own.put('/v1/people/me/preferences', asia, etag)).status).toBe(200);
  for (const contributor of ['EGY', 'RWA', 'GHA']) {
    await signedIn(host.url, { role: 'permanent_mission', contributor });
    await signedIn(host.url, { role: 'contributor', contributor });
  }
});
afterAll(() => host.close());

const goTo = (instant: string): void => host.clock.forward(Date.parse(instant) - now());

/** Runs the reminders just before an instant and then at it; the rows as they stood each time. */
const aroundInstant = async (review: string, instant: string, row: (all: Telling[]) => unknown) => {
  goTo(new Date(Date.parse(instant) - quarter).toISOString());
  await host.remind();
  const before = row(await rowsOf(review));
  goTo(instant);
  await host.remind();
  return [before, row(await rowsOf(review))];
};

const openFor = async (contributor: string): Promise<string> => {
  const body = { ...opening, contributor, plannedDeployment: '2029-03-01' };
  const { id } = (await desk.post('/v1/reviews', body)).body;
  await untilTold(id);
  return id;
};

const statusOf = (recipient: string, kind: string) => (rows: readonly Telling[]) =>
  rows.find((row) => row.recipient === recipient && row.kind === kind)?.status;

const rowFor = async (review: string, recipient: string): Promise<Telling> =>
  (await rowsOf(review)).find((row) => row.recipient === recipient) ??
  expect.fail(`${recipient} is owed nothing`);

// The tests follow each other in time: the clock only goes forward.
describe('a reminder', () => {
  it('of the night waits for the morning of its recipient, and is told to others by their own clocks', async () => {
    goTo(instantAt(newYork, tuesday, '12:00'));
    const review = await openFor('RWA');
    // Three working days later, at nine in Kigali: three in the morning in New York.
    const friday = daysLater(tuesday, 3);
    const asked = (await rowsOf(review)).length;

    const drafted = await aroundInstant(
      review,
      instantAt(kigali, friday, '09:00'),
      statusOf('demo-contributor-rwa', 'not_seen'),
    );
    const waiting = (await rowsOf(review)).filter(({ kind }) => kind === 'not_seen');
    const morning = instantAt(newYork, friday, '07:00');
    const mission = await aroundInstant(
      review,
      morning,
      statusOf('demo-permanent-mission-rwa', 'not_seen'),
    );

    expect(asked).toBe(2);
    expect(drafted).toEqual([undefined, 'sent']);
    expect(
      waiting.map(({ status, notBefore }) => [status, status === 'owed' && notBefore]),
    ).toEqual([
      ['sent', false],
      ['owed', morning],
    ]);
    expect(mission).toEqual(['owed', 'sent']);
  });

  it('of a day off waits for the first working morning in the week and zone of each recipient', async () => {
    const opens = daysLater(tuesday, 7);
    goTo(instantAt(newYork, opens, '12:00'));
    const review = await openFor('EGY');
    // Wednesday, Thursday, Sunday: three working days of Cairo.
    const sunday = daysLater(opens, 5);
    const monday = daysLater(sunday, 1);
    const told = (recipient: string, instant: string) =>
      aroundInstant(review, instant, statusOf(recipient, 'not_seen'));

    const inCairo = await told('demo-contributor-egy', instantAt(cairo, sunday, '09:00'));
    const inTokyo = await told('mission-in-tokyo', instantAt(tokyo, monday, '07:00'));
    const inNewYork = await told('demo-permanent-mission-egy', instantAt(newYork, monday, '07:00'));

    expect(inCairo).toEqual([undefined, 'sent']);
    expect(inTokyo).toEqual(['owed', 'sent']);
    expect(inNewYork).toEqual(['owed', 'sent']);
  });
});

describe('the fourth mail of a day', () => {
  it('waits with all that follow it, and comes as one mail in the next morning', async () => {
    const wednesday = daysLater(tuesday, 15);
    goTo(instantAt(newYork, wednesday, '12:00'));
    const reviews: string[] = [];
    for (let made = 0; made < 6; made += 1) reviews.push(await openFor('GHA'));
    const mission = 'demo-permanent-mission-gha';
    const rows = () => Promise.all(reviews.map((review) => rowFor(review, mission)));
    const statuses = async () => (await rows()).map(({ status }) => status);

    const [now3, later] = [Array(3).fill('sent'), Array(3).fill('owed')];
    expect(await statuses()).toEqual([...now3, ...later]);
    const morning = instantAt(newYork, daysLater(wednesday, 1), '07:00');
    const last = reviews[5] as string;
    expect(await aroundInstant(last, morning, statusOf(mission, 'opened'))).toEqual([
      'owed',
      'sent',
    ]);

    const told = await rows();
    expect(told.map(({ status }) => status)).toEqual(Array(6).fill('sent'));
    expect(new Set(told.map(({ message }) => message)).size).toBe(4);
    expect(new Set(told.slice(3).map(({ message }) => message)).size).toBe(1);
    const digest = wholeOf(await mailOfRow(host, told[5] as Telling));
    for (const review of reviews)
      expect(digest.includes(review)).toBe(reviews.indexOf(review) >= 3);
    expect(dayIn(newYork, told[5]?.sentAt ?? '')).toBe(daysLater(wednesday, 1));
  });
});
