import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluator, permanentMission, type SignedIn, signedIn, submit } from './support/client.ts';
import { startHost } from './support/host.ts';
import { moveTo, openOnNewDay, reportedRow } from './support/told.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let admin: SignedIn;
let state: SignedIn;

const mission = 'pm-of-rwa';

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, { ...evaluator, person: 'desk-officer' });
  admin = await signedIn(host.url, { role: 'admin', person: 'admin-1' });
  state = await signedIn(host.url, { ...permanentMission, person: mission });
  for (const _ of ['one', 'two']) await openAndSubmit();
});
afterAll(() => host.close());

/** A review of which the State was told, and then the desk. */
const openAndSubmit = async (): Promise<string> => {
  const review = await openOnNewDay(host, desk);
  await reportedRow(review, 'opened', mission);
  await submit(state, review, 'self-assessment');
  await reportedRow(review, 'opened', 'desk-officer');
  await reportedRow(review, 'received', mission);
  return review;
};

describe('who was told what', () => {
  it('is read by the Secretariat of all, and by a State of its own people', async () => {
    await moveTo(mission, 'pm@rwa.example');
    const review = await openAndSubmit();
    const stranger = await signedIn(host.url, { ...permanentMission, contributor: 'GHA' });
    const viewer = await signedIn(host.url, { role: 'viewer' });

    const all = (await desk.get(`/v1/reminders?review=${review}`)).body.items;
    const own = (await state.get(`/v1/reminders?review=${review}`)).body.items;

    expect(all.map(({ person }: { person: string }) => person)).toContain('desk-officer');
    expect(own.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThan(all.length);
    for (const { role } of own) expect(role).toBe('permanent_mission');
    expect((await stranger.get(`/v1/reminders?review=${review}`)).status).toBe(404);
    expect((await stranger.get('/v1/reminders')).body.items).toEqual([]);
    expect((await viewer.get('/v1/reminders')).body.items).toEqual([]);
    expect((await admin.get('/v1/reminders')).body.items).toEqual([]);
  });

  it('is read page by page, over all reviews and of oneself', async () => {
    const whole = (await desk.get('/v1/reminders?limit=1000')).body.items;
    const walk = async (path: string) => {
      const items = [];
      let next: string | undefined = path;
      while (next) {
        const page: Awaited<ReturnType<SignedIn['get']>> = await desk.get(next);
        items.push(...page.body.items);
        next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
      }
      return items;
    };

    expect(whole.length).toBeGreaterThan(5);
    expect(await walk('/v1/reminders?limit=2')).toEqual(whole);
    const mine = await walk('/v1/reminders?person=me&limit=2');
    expect(new Set(mine.map(({ person }) => person))).toEqual(new Set(['desk-officer']));
    const sent = await walk('/v1/reminders?status=sent&limit=1000');
    expect(sent).toEqual(whole.filter(({ status }: { status: string }) => status === 'sent'));
  });

  it('is a file as well, in which nothing is a formula', async () => {
    const items = (await desk.get('/v1/reminders?limit=1000')).body.items;

    const { status, body, headers } = await desk.get('/v1/reminders?limit=1000', {
      accept: 'text/csv',
    });

    const [names, ...lines] = body.trim().split('\r\n');
    expect([status, headers.get('content-type')]).toEqual([
      200,
      'text/csv; charset=utf-8; header=present',
    ]);
    expect(names.replace('\uFEFF', '').split(',').slice(0, 3)).toEqual(['review', 'step', 'round']);
    expect(lines).toHaveLength(items.length);
    expect(body).not.toMatch(/(^|,)[=+@-]/m);
  });
});
