import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now } from '../adapters/clock.ts';
import { getHead } from '../adapters/reviews.ts';
import { endOfDayIn } from '../domain/reminders/calendar-days.ts';
import { findCalendar } from '../instruments/calendars.ts';
import { type Cast, castOf, upToVerification, verified } from './support/cast.ts';
import { openForm, opening, until } from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Cast;

beforeAll(async () => {
  host = await startHost();
  cast = await castOf(host.url);
});
afterAll(() => host.close());

const open = (more: object) => cast.desk.post('/v1/reviews', { ...opening, ...more });

describe('the ladder and the calendar of a review', () => {
  it('are those of the Secretariat in New York where none is named, and the head does not say so', async () => {
    const { body } = await open({ ladder: 'standard', calendar: 'un-hq' });
    const head = await getHead(body.id);

    expect(body.timeZone).toBe('America/New_York');
    expect(body.dueAt).toBe(endOfDayIn({ timeZone: 'America/New_York' }, body.dueOn));
    expect([head?.ladder, head?.calendar, body.ladder, body.calendar]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('are kept where they are named: days then end in the zone of that calendar', async () => {
    const { body } = await open({ ladder: 'rapid-deployment', calendar: 'capital-bgd' });
    const dhaka = findCalendar('capital-bgd') ?? { timeZone: '' };

    expect(body).toMatchObject({
      ladder: 'rapid-deployment@1',
      calendar: 'capital-bgd',
      timeZone: 'Asia/Dhaka',
    });
    expect(body.dueAt).toBe(endOfDayIn(dhaka, body.dueOn));
    expect(body.dueAt).toMatch(/T17:59:59\.000Z$/);
    expect((await cast.state.get(`/v1/reviews/${body.id}`)).body.timeZone).toBe('Asia/Dhaka');
  });

  it('must exist', async () => {
    const { status, body } = await open({ ladder: 'steep', calendar: 'mayan' });

    expect(status).toBe(422);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/ladder',
      '/calendar',
    ]);
  });

  it('go on to the next cycle', async () => {
    const named = { ladder: 'rapid-deployment', calendar: 'capital-bgd' };
    const instrument = { id: 'infantry-battalion', version: 2 };
    const { id } = (await open({ ...named, instrument })).body;
    await openForm(cast.state, id, 'self-assessment');
    await upToVerification(cast, id);
    await verified(cast, id);

    const next = await cast.desk.post(`/v1/reviews/${id}/next-cycle`, {
      plannedDeployment: '2028-06-01',
    });

    expect(next.status).toBe(201);
    expect(next.body).toMatchObject({ ladder: 'rapid-deployment@1', timeZone: 'Asia/Dhaka' });
    expect(next.body.dueAt).toMatch(/T17:59:59\.000Z$/);
  });

  it('say what becomes of a stage that nobody answers, where the instrument says nothing', async () => {
    const rapid = (await open({ ladder: 'rapid-deployment' })).body;
    const plain = (await open({})).body;
    await openForm(cast.state, rapid.id, 'self-assessment');
    await openForm(cast.state, plain.id, 'self-assessment');

    host.clock.forward(Date.parse(rapid.dueAt) - now() + 4 * 86_400_000);
    await host.runReminders();
    await until(
      () => cast.desk.get(`/v1/reviews/${rapid.id}`),
      ({ body }) => body.dueAt > rapid.dueAt,
    );
    const later = await getHead(rapid.id);
    const same = await getHead(plain.id);

    expect([later?.expired, same?.expired]).toEqual([1, undefined]);
    expect([later?.phase, same?.dueAt]).toEqual(['open', plain.dueAt]);
    expect(Date.parse(later?.dueAt ?? '')).toBeGreaterThan(now());
  });
});
