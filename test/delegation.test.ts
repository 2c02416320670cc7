import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now } from '../adapters/clock.ts';
import { eventsOf, getHead } from '../adapters/reviews.ts';
import { fold } from '../domain/fold.ts';
import {
  type Answered,
  answersTo,
  openForm,
  opening,
  type SignedIn,
  signedIn,
} from './support/client.ts';
import { startHost } from './support/host.ts';

const minute = 60_000;
const day = 1440 * minute;

let host: Awaited<ReturnType<typeof startHost>>;
let admin: SignedIn;
let chief: SignedIn;
let clerk: SignedIn;
let desk: SignedIn;

const of = (person: string, role: string, scope: object = {}) =>
  signedIn(host.url, { role, person, ...scope });
const rwanda = { contributor: 'RWA' };

beforeAll(async () => {
  host = await startHost();
  admin = await of('a-1', 'admin');
  chief = await of('pm-1', 'permanent_mission', rwanda);
  clerk = await of('fp-1', 'contributor', rwanda);
  desk = await of('ev-1', 'evaluator');
});
afterAll(() => host.close());

const inMinutes = (minutes: number) => new Date(now() + minutes * minute).toISOString();
const reason = 'On leave';
const codeOf = ({ status, body }: Answered) => `${status} ${body.type?.split('#')[1]}`;
const pointerOf = ({ body }: Answered) => body.errors?.[0]?.pointer;

/** Lets `to` act for `by`, for a day unless told. */
const lend = (by: SignedIn, to: string, wanted: object = {}, headers?: Record<string, string>) =>
  by.post('/v1/delegations', { to, ends: inMinutes(1440), reason, ...wanted }, headers);

const acting = (person: string, role: string, scope: object, actsFor: string) =>
  signedIn(host.url, { role, person, ...scope }, actsFor);

const openReview = async () => (await desk.post('/v1/reviews', opening)).body.id as string;

describe('a delegation', () => {
  it('lets a colleague act in the role of the delegator, and the record keeps both names', async () => {
    const review = await openReview();
    const form = await openForm(clerk, review, 'self-assessment');
    const body = { answers: answersTo(form.body.criteria), declaration: true };
    const path = `/v1/reviews/${review}/stages/self-assessment/submission`;
    const lent = await lend(chief, 'fp-1');

    const alone = await clerk.post(path, body, { 'if-match': form.etag });
    const forChief = await acting('fp-1', 'contributor', rwanda, 'pm-1');
    const sent = await forChief.post(path, body, { 'if-match': form.etag });

    expect([lent.status, codeOf(alone), sent.status]).toEqual([201, '403 forbidden', 201]);
    await expect.poll(async () => (await getHead(review))?.state).toBe('evaluation');
    const events = await Array.fromAsync(eventsOf(review));
    const submitted = events.find(({ type }) => type === 'stage-submitted');
    expect(submitted?.by).toMatchObject({
      person: 'fp-1',
      for: 'pm-1',
      role: 'permanent_mission',
    });
    expect((await getHead(review))?.hands.submitted).toEqual(['fp-1', 'pm-1']);
    expect(fold(events)).toEqual(await getHead(review));
    const seen = (await desk.get(`/v1/reviews/${review}/events`)).body.items;
    expect(seen.find(({ type }: { type: string }) => type === 'stage-submitted').by).toEqual({
      person: 'fp-1',
      for: 'pm-1',
      role: 'permanent_mission',
    });
    const own = (await chief.get(`/v1/reviews/${review}/events`)).body.items;
    expect(JSON.stringify(own)).not.toMatch(/fp-1|pm-1/);
  });

  it('is in force from its first minute to its last, by the clock of the product', async () => {
    const second = await of('pm-2', 'permanent_mission', rwanda);
    const period = { begins: inMinutes(10), ends: inMinutes(30) };
    const { id } = (await lend(second, 'fp-1', period)).body;
    const forTwo = await acting('fp-1', 'contributor', rwanda, 'pm-2');
    const answers: string[] = [];
    for (const forward of [0, 9, 1, 19, 1]) {
      host.clock.forward(forward * minute);
      const answered = await forTwo.get('/v1/reviews');
      answers.push(answered.status === 200 ? 'yes' : answered.body.detail.split('.')[0]);
    }

    expect(id).toMatch(/^fp-1\./);
    expect(answers).toEqual([
      expect.stringMatching(/^The delegation begins at \d{4}-\d\d-\d\d \d\d:\d\d UTC$/),
      expect.stringMatching(/^The delegation begins at/),
      'yes',
      'yes',
      expect.stringMatching(/^The delegation ended at/),
    ]);
  });

  it('counts days in UTC, the last one in full, and never begins before it is made', async () => {
    const today = new Date(now()).toISOString().slice(0, 10);

    const { body } = await lend(chief, 'fp-1', { begins: today, ends: today });

    expect(body.begins).toBe(body.made.at);
    expect(Date.parse(body.ends)).toBe(Date.parse(today) + day);
  });

  it.each([
    ['without an end', () => ({ ends: undefined }), '/ends'],
    ['that ends before it begins', () => ({ begins: inMinutes(9), ends: inMinutes(3) }), '/ends'],
    ['of more than 180 days', () => ({ ends: inMinutes(180 * 1440 + 2) }), '/ends'],
    ['that began yesterday', () => ({ begins: inMinutes(-1440) }), '/begins'],
    ['without a reason', () => ({ reason: ' ' }), '/reason'],
    ['to oneself', () => ({ to: 'pm-1' }), '/to'],
    ['to nobody', () => ({ to: 'nobody' }), '/to'],
    ['to another State', () => ({ to: 'gh-1' }), '/to'],
    ['to the Secretariat', () => ({ to: 'ev-1' }), '/to'],
    ['to a field mission', () => ({ to: 've-1' }), '/to'],
    ['to somebody who only reads', () => ({ to: 'vi-1' }), '/to'],
  ])('%s is refused, by field', async (_, wanted, pointer) => {
    await of('gh-1', 'permanent_mission', { contributor: 'GHA' });
    await of('ve-1', 'verifier', { mission: 'MINUSCA' });
    await of('vi-1', 'viewer', rwanda);

    const answered = await lend(chief, 'fp-1', wanted());

    expect([answered.status, pointerOf(answered)]).toEqual([422, pointer]);
  });

  it('to a stranger is refused in the very words for somebody who does not exist', async () => {
    const shown = ({ body: { traceId: _, ...rest } }: Answered) => rest;

    expect(shown(await lend(chief, 'gh-1'))).toEqual(shown(await lend(chief, 'nobody')));
  });

  it('of one mission stays in it, and of the Secretariat too', async () => {
    const team = await of('ve-1', 'verifier', { mission: 'MINUSCA' });
    await of('fc-1', 'commander', { mission: 'MINUSCA' });
    await of('fc-2', 'commander', { mission: 'UNMISS' });
    await of('di-1', 'director');

    const answers = [await lend(team, 'fc-1'), await lend(team, 'fc-2'), await lend(desk, 'di-1')];

    expect(answers.map(({ status }) => status)).toEqual([201, 422, 201]);
  });

  it('of a viewer or an admin cannot be had, and for others only an admin makes one', async () => {
    const viewer = await of('vi-1', 'viewer', rwanda);

    const answers = [
      await lend(viewer, 'fp-1'),
      await lend(admin, 'fp-1'),
      await lend(clerk, 'fp-1', { from: 'pm-1' }),
      await lend(admin, 'fp-1', { from: 'nobody' }),
      await lend(admin, 'fp-1', { from: 'pm-1' }),
    ];

    expect(answers.map(codeOf)).toEqual([
      '403 forbidden',
      '422 invalid_request',
      '403 forbidden',
      '422 invalid_request',
      '201 undefined',
    ]);
    expect(answers[4]?.body.made.by).toBe('a-1');
  });

  it('makes no chain: who acts for another passes nothing on, and lends their own role only', async () => {
    const second = await of('fp-2', 'contributor', rwanda);
    await of('fp-3', 'contributor', rwanda);
    await lend(chief, 'fp-2');
    await lend(second, 'fp-3');

    const passedOn = await lend(await acting('fp-2', 'contributor', rwanda, 'pm-1'), 'fp-3');
    const throughTwo = await acting('fp-3', 'contributor', rwanda, 'pm-1');
    const throughOne = await acting('fp-3', 'contributor', rwanda, 'fp-2');

    expect(codeOf(passedOn)).toBe('403 forbidden');
    expect(codeOf(await throughTwo.get('/v1/reviews'))).toBe('403 no_delegation');
    expect((await throughOne.get('/v1/reviews')).status).toBe(200);
  });

  it('asked for twice under one key is one delegation', async () => {
    const key = { 'idempotency-key': 'lend-once' };
    const wanted = { ends: '2099-01-01', begins: '2098-12-01' };

    const [one, two] = await Promise.all([
      lend(chief, 'fp-1', wanted, key),
      lend(chief, 'fp-1', wanted, key),
    ]);

    expect(two.body).toEqual(one.body);
    const { items } = (await chief.get('/v1/delegations?limit=100')).body;
    expect(items.filter(({ id }: { id: string }) => id === one.body.id)).toHaveLength(1);
  });
});
