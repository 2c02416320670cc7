import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getHead } from '../adapters/reviews.ts';
import type { Head } from '../domain/review.ts';
import { calendarOf, calendarOfRole, calendarsOf } from '../functions/calendars-at-hand.ts';
import { ladderOf } from '../functions/ladders-at-hand.ts';
import { type Cast, castOf } from './support/cast.ts';
import { opening, type SignedIn, signedIn } from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Cast;
let admin: SignedIn;

beforeAll(async () => {
  host = await startHost();
  cast = await castOf(host.url);
  admin = await signedIn(host.url, { role: 'admin' });
});
afterAll(() => host.close());

const rung = {
  id: 'soon',
  from: 'due',
  offset: -1,
  days: 'working',
  to: ['holder'],
  message: 'reminder',
};
const ladder = (id: string, more: object = {}) => ({
  id,
  title: 'A short ladder',
  source: 'Invented for a test',
  hour: '10:30',
  manners: { perPersonPerDay: 2, quietOnDaysOff: false },
  steps: { evaluation: { rungs: [rung] } },
  ...more,
});
const calendar = (id: string, more: object = {}) => ({
  id,
  title: 'A week of our own',
  source: 'Invented for a test',
  timeZone: 'Asia/Kathmandu',
  weekend: [6],
  holidays: ['2027-04-14'],
  ...more,
});

const open = (more: object) => cast.desk.post('/v1/reviews', { ...opening, ...more });
const headOf = async (id: string) => (await getHead(id)) as Head;
const pointers = ({ body }: { body: { errors: { pointer: string }[] } }) =>
  body.errors.map(({ pointer }) => pointer);

describe('ladders and calendars', () => {
  it('that ship are for everybody to read', async () => {
    const { body } = await cast.viewer.get('/v1/ladders');
    const one = await cast.state.get('/v1/calendars/un-hq');

    expect(body.items.map(({ id, ships }: Record<string, unknown>) => [id, ships])).toEqual(
      expect.arrayContaining([
        ['standard', true],
        ['rapid-deployment', true],
      ]),
    );
    expect(one.body).toMatchObject({ timeZone: 'America/New_York', certainty: 'probable' });
    expect((await cast.state.get('/v1/calendars/nowhere')).status).toBe(404);
  });

  it('of an operator are added by an admin alone, and none takes the id of one that ships', async () => {
    expect((await cast.director.post('/v1/ladders', ladder('mine'))).status).toBe(403);

    const taken = await admin.post('/v1/ladders', ladder('standard'));
    expect([taken.status, pointers(taken as never)]).toEqual([422, ['/id']]);
  });
});

describe("an operator's ladder", () => {
  it('is named by a review, which keeps its version while there are newer ones', async () => {
    const first = await admin.post('/v1/ladders', ladder('kept'));
    const one = (await open({ ladder: 'kept' })).body;
    const second = await admin.post('/v1/ladders', ladder('kept', { hour: '11:00' }));
    const other = (await open({ ladder: 'kept' })).body;

    expect([first.status, first.body.version, second.body.version]).toEqual([201, 1, 2]);
    expect([one.ladder, other.ladder]).toEqual(['kept@1', 'kept@2']);
    expect((await ladderOf(await headOf(one.id))).hour).toBe('10:30');
    expect((await ladderOf(await headOf(other.id))).hour).toBe('11:00');
    expect((await cast.desk.get('/v1/ladders/kept')).body).toMatchObject({
      version: 2,
      ships: false,
    });
  });

  it('is named by no new review once it is revoked; those that run keep it', async () => {
    await admin.post('/v1/ladders', ladder('revoked'));
    const { id } = (await open({ ladder: 'revoked' })).body;

    const revoked = await admin.post('/v1/ladders/revoked/revocation', undefined);
    const refused = await open({ ladder: 'revoked' });

    expect([revoked.status, refused.status]).toEqual([200, 422]);
    expect(pointers(refused as never)).toEqual(['/ladder']);
    expect((await ladderOf(await headOf(id))).id).toBe('revoked');
    expect((await admin.post('/v1/ladders/none/revocation', undefined)).status).toBe(404);
  });

  it('is kept once, however often the request is sent', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const [one, two] = [
      await admin.post('/v1/ladders', ladder('once'), key),
      await admin.post('/v1/ladders', ladder('once'), key),
    ];

    expect([one.body.version, two.body.version]).toEqual([1, 1]);
  });

  it('makes sense: ids of rungs, quiet hours, and outcomes only where something can expire', async () => {
    const steps = {
      evaluation: { rungs: [rung, rung] },
      decision: { rungs: [], expiry: { outcome: 'lapse', graceDays: 0 } },
      verification: { rungs: [], expiry: { outcome: 'decide', graceDays: 0 } },
    };
    const manners = {
      perPersonPerDay: 2,
      quietOnDaysOff: false,
      quietHours: { from: '20:00', to: '20:00' },
    };
    const refused = await admin.post('/v1/ladders', ladder('odd', { steps, manners }));

    expect(refused.status).toBe(422);
    expect(pointers(refused as never).toSorted()).toEqual([
      '/manners/quietHours',
      '/steps/decision/expiry',
      '/steps/evaluation/rungs',
      '/steps/verification/expiry',
    ]);
  });
});

describe("an operator's calendar", () => {
  it('gives a review its days, in its newest version', async () => {
    await admin.post('/v1/calendars', calendar('valley'));
    const { body } = await open({ calendar: 'valley' });
    await admin.post(
      '/v1/calendars',
      calendar('valley', { holidays: ['2027-04-14', '2028-04-13'] }),
    );

    expect(body).toMatchObject({ calendar: 'valley', timeZone: 'Asia/Kathmandu' });
    expect(body.dueAt).toMatch(/T18:14:59\.000Z$/);
    expect((await calendarOf(await headOf(body.id))).holidays).toHaveLength(2);
  });

  it('goes before the one that ships for the same party, until it is revoked', async () => {
    const { id } = (await open({ contributor: 'RWA' })).body;
    const before = await calendarsOf(await headOf(id));
    await admin.post('/v1/calendars', calendar('hills', { parties: ['contributor:RWA'] }));
    const own = await calendarsOf(await headOf(id));
    const person = await calendarOfRole('contributor', { contributor: 'RWA' });
    await admin.post('/v1/calendars/hills/revocation', undefined);
    const after = await calendarsOf(await headOf(id));

    expect([before.party.id, own.party.id, person.id, after.party.id]).toEqual([
      'capital-rwa',
      'hills',
      'hills',
      'capital-rwa',
    ]);
    expect(own.due.id).toBe('un-hq');
  });

  it('makes sense: a zone that exists and stays, days once, parties that there are', async () => {
    const odd = calendar('odd', {
      timeZone: 'Asia/Atlantis',
      weekend: [6, 6],
      uncertain: ['2027-05-01'],
      parties: ['contributor:XXX', 'mission:MINUSCA'],
    });
    const refused = await admin.post('/v1/calendars', odd);
    await admin.post('/v1/calendars', calendar('fixed'));
    const moved = await admin.post('/v1/calendars', calendar('fixed', { timeZone: 'Asia/Dhaka' }));

    expect(pointers(refused as never)).toEqual([
      '/timeZone',
      '/weekend',
      '/uncertain',
      '/parties/0',
    ]);
    expect(pointers(moved as never)).toEqual(['/timeZone']);
  });
});
