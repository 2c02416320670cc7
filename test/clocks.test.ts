import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now } from '../adapters/clock.ts';
import { endOfDayIn } from '../domain/reminders/calendar-days.ts';
import { headquarters } from '../instruments/calendars.ts';
import {
  evaluator,
  openForm,
  opening,
  permanentMission,
  type SignedIn,
  signedIn,
  submit,
  until,
} from './support/client.ts';
import { startHost } from './support/host.ts';

const day = 86_400_000;
let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let state: SignedIn;

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, evaluator);
  state = await signedIn(host.url, permanentMission);
});
afterAll(() => host.close());

const version2 = { ...opening, instrument: { id: 'infantry-battalion', version: 2 } };

const opened = async (): Promise<string> => {
  const review = (await desk.post('/v1/reviews', version2)).body.id;
  await openForm(state, review, 'self-assessment');
  return review;
};

const head = async (review: string) => (await desk.get(`/v1/reviews/${review}`)).body;

const command = async (review: string, path: string, body: unknown, person = desk) => {
  const { etag } = await person.get(`/v1/reviews/${review}`);
  return person.post(`/v1/reviews/${review}/${path}`, body, { 'if-match': etag });
};

const later = (instant: string, days: number) =>
  new Date(Date.parse(instant) + days * day).toISOString().slice(0, 10);

const typesOf = async (review: string): Promise<string[]> => {
  const { body } = await desk.get(`/v1/reviews/${review}/events?limit=100`);
  return body.items.map(({ type }: { type: string }) => type);
};

describe('an extension', () => {
  it('moves the due date to the end of a later day, with its reason on record', async () => {
    const review = await opened();
    const dueOn = later((await head(review)).dueOn, 10);

    const extended = await command(review, 'extensions', { dueOn, reason: 'a national holiday' });

    expect(extended.status).toBe(201);
    expect(await head(review)).toMatchObject({
      dueOn,
      dueAt: endOfDayIn(headquarters, dueOn),
      timeZone: 'America/New_York',
    });
    expect(await typesOf(review)).toContain('stage-extended');
  });

  it('cannot shorten the time', async () => {
    const review = await opened();
    const dueOn = later((await head(review)).dueOn, -1);

    const refused = await command(review, 'extensions', { dueOn, reason: 'hurry' });

    expect(refused.status).toBe(422);
    expect(refused.body.errors[0]).toMatchObject({ pointer: '/dueOn', code: 'not_later' });
  });
});

describe('a suspension', () => {
  it('stops the clock and the final acts; resuming gives back the days that were left', async () => {
    const review = await opened();
    const before = await head(review);

    await command(review, 'suspension', { reason: 'the mandate is under review' });
    host.clock.forward(12 * day);
    await host.runReminders();
    const during = await head(review);
    const submitted = await submit(state, review, 'self-assessment');
    const resumed = await command(review, 'resumption', { reason: 'the mandate was renewed' });
    const after = await head(review);

    expect(during).toMatchObject({ state: 'suspended', situation: 'self_assessment' });
    expect(submitted.status).toBe(409);
    expect(submitted.body.detail).toMatch(/suspended/);
    expect(resumed.status).toBe(201);
    expect(after.state).toBe('self_assessment');
    expect(after.dueOn).toBe(later(before.dueOn, 12));
  });

  it('happens once, and only a suspended review is resumed', async () => {
    const review = await opened();

    const early = await command(review, 'resumption', { reason: 'a mistake' });
    await command(review, 'suspension', { reason: 'the mandate is under review' });
    const twice = await command(review, 'suspension', { reason: 'again' });

    expect([early.status, twice.status]).toEqual([409, 409]);
  });

  it('is found in the list by its state', async () => {
    const review = await opened();
    await command(review, 'suspension', { reason: 'the mandate is under review' });

    const { body } = await desk.get('/v1/reviews?state=suspended&limit=100');

    expect(body.items.map(({ id }: { id: string }) => id)).toContain(review);
  });
});

describe('a due date that nobody heeds', () => {
  it('lets the self-assessment lapse after the days of grace, and no sooner', async () => {
    const review = await opened();
    const { dueAt } = await head(review);
    host.clock.forward(Date.parse(dueAt) - now() + day);
    await host.runReminders();
    const inGrace = await head(review);
    host.clock.forward(60 * day);
    await host.runReminders();

    const lapsed = await until(
      () => desk.get(`/v1/reviews/${review}`),
      ({ body }) => body.state === 'lapsed',
    );

    expect(inGrace.state).toBe('self_assessment');
    expect(lapsed.body).toMatchObject({ holder: null, situation: 'lapsed' });
    expect(lapsed.body.verdict).toBeUndefined();
    expect(await typesOf(review)).toContain('review-lapsed');
  });
});

describe('a correction of the unit', () => {
  it('is made before the first submission and not after it', async () => {
    const review = await opened();

    const corrected = await command(review, 'corrections', {
      name: 'Fictional Battalion 7',
      strength: 640,
      reason: 'a slip of the pen',
    });
    const { unit } = await head(review);
    await submit(state, review, 'self-assessment');
    await openForm(desk, review, 'evaluation');
    const late = await command(review, 'corrections', { strength: 900, reason: 'more came' });

    expect(corrected.status).toBe(201);
    expect(unit).toEqual({ name: 'Fictional Battalion 7', type: 'INF_BN', strength: 640 });
    expect(late.status).toBe(409);
  });
});

describe('an anchor that moves', () => {
  it('moves the due date that hangs on it', async () => {
    const review = await opened();

    const moved = await command(review, 'anchors', {
      plannedDeployment: '2029-01-01',
      reason: 'no ship before',
    });

    expect(moved.status).toBe(201);
    expect(await head(review)).toMatchObject({ plannedDeployment: '2029-01-01' });
  });
});
