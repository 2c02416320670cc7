import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now } from '../adapters/clock.ts';
import { rowsOf } from '../adapters/ledger.ts';
import { useDynamoDB } from '../adapters/table.ts';
import type { PlannedMessage } from '../domain/reminders/simulated-world.ts';
import type { Telling } from '../domain/reminders/telling.ts';
import { embedded } from './bench/embedded.ts';
import { meterWrites } from './bench/write-meter.ts';
import { billedUnits } from './bench/write-units.ts';
import { type Cast, castOf, closedView } from './support/cast.ts';
import { type Answered, openForm, opening, type SignedIn, submit } from './support/client.ts';
import { startHost } from './support/host.ts';

const day = 86_400_000;
const obligation = 'equipment-report';

/** The first of the month that lies so many months from now: no month lacks it. */
const inMonth = (months: number): string => {
  const at = new Date();
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1))
    .toISOString()
    .slice(0, 10);
};
const beside = (on: string, days: number): string =>
  new Date(Date.parse(on) + days * day).toISOString().slice(0, 10);

const dueOn = inMonth(2);
const reportedOn = beside(dueOn, -12);

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Cast;
const reviews = { early: '', night: '', late: '', never: '' };

const closedReview = async (): Promise<string> => {
  const { id } = (await cast.desk.post('/v1/reviews', { ...opening, arrival: inMonth(0) })).body;
  for (const [who, stage] of [
    [cast.state, 'self-assessment'],
    [cast.desk, 'evaluation'],
    [cast.field, 'verification'],
  ] as const) {
    await openForm(who, id, stage);
    await submit(who, id, stage);
  }
  await closedView(cast.desk, id);
  return id;
};

const reports = (review: string, which = obligation): string =>
  `/v1/reviews/${review}/obligations/${which}/reports`;
const today = (): string => new Date(now()).toISOString().slice(0, 10);
const report = (person: SignedIn, review: string, more: object = {}): Promise<Answered> =>
  person.post(reports(review), { dueOn, metOn: today(), ...more });

/** Goes on to an hour of a day, UTC, and runs the reminders to their end. */
const remindAt = async (on: string, hour: number): Promise<void> => {
  host.clock.forward(Date.parse(on) + hour * 3_600_000 - now());
  const headers = { 'content-type': 'application/json' };
  const asked = { method: 'POST', headers, body: JSON.stringify({ wait: true }) };
  expect((await fetch(`${host.url}/local/reminders`, asked)).status).toBe(200);
};

/** What was told, or is to be told, of the day that is reported. */
const told = async (review: string): Promise<Telling[]> =>
  (await rowsOf(review)).filter(({ step, plan }) => step === obligation && plan === dueOn);
const placesOf = (rows: readonly Pick<Telling, 'rung' | 'as' | 'status'>[]): string[] =>
  rows.map(({ rung, as, status }) => `${rung} ${as} ${status}`).sort();

/** The days of which the simulation tells somebody something of the obligation, of a review, from now on. */
const simulated = async (review: string): Promise<Set<string>> => {
  const { body } = await cast.desk.post('/v1/reminders/simulations', { days: 60, review });
  return new Set(
    body.messages.flatMap(({ items }: PlannedMessage) =>
      items.flatMap(({ step, plan }) => (step === obligation ? [plan] : [])),
    ),
  );
};

// Mails are read by day; what comes due at night waits for the morning, in New York and in Kigali.
const morning = 15;
const night = 20;

beforeAll(async () => {
  host = await startHost();
  cast = await castOf(host.url);
  for (const name of ['early', 'night', 'late', 'never'] as const)
    reviews[name] = await closedReview();
  await remindAt(reportedOn, morning);
}, 120_000);
afterAll(() => host.close());

describe('a report that an obligation was met', () => {
  it('is refused to whom it is not for, and not to be there to whom the review is not', async () => {
    const { early } = reviews;
    const statuses = await Promise.all(
      [cast.field, cast.commander, cast.viewer, cast.stranger].map(
        async (person) => (await report(person, early)).status,
      ),
    );

    expect(statuses).toEqual([403, 403, 403, 404]);
    expect((await report(cast.field, early)).body.detail).toContain('contributor side');
  });

  it.each([
    ['a day on which it is not due', { dueOn: beside(dueOn, 1) }, '/dueOn', 'not_due_then'],
    ['a day that is still to come', { metOn: beside(reportedOn, 3) }, '/metOn', 'in_the_future'],
    ['a day that counts for the time before', { metOn: inMonth(1) }, '/metOn', 'in_the_past'],
  ])('names the field where it names %s', async (_, more, pointer, code) => {
    const { status, body } = await report(cast.state, reviews.early, more);

    expect(status).toBe(422);
    expect(body.errors).toEqual([expect.objectContaining({ pointer, code })]);
  });

  it.each(['no-such-obligation', 'police-unit-assessment', 'rapid-deployment'])(
    'finds no %s of this unit',
    async (which) => {
      const body = { dueOn, metOn: today() };

      expect((await cast.desk.post(reports(reviews.early, which), body)).status).toBe(404);
    },
  );

  it('is taken once, and answered alike to the same request', async () => {
    const { early } = reviews;
    const body = { dueOn, metOn: today(), note: 'Sent by the contingent' };
    const key = { 'idempotency-key': 'report-of-the-month' };
    const copies = await Promise.all(
      [1, 2, 3].map(() => cast.contingent.post(reports(early), body, key)),
    );
    const again = await report(cast.state, early);
    const { items } = (await cast.desk.get(`/v1/reviews/${early}/events`)).body;
    const written = items.filter(({ type }: { type: string }) => type === 'obligation-reported');

    expect(copies.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(copies.map(({ body: { id } }) => id)).size).toBe(1);
    expect([again.status, again.body.detail]).toEqual([
      409,
      `${obligation} of ${dueOn} was reported before: nothing more is needed.`,
    ]);
    expect(written).toHaveLength(1);
    expect(written[0]).toMatchObject({
      by: { role: 'contingent_commander' },
      facts: { obligation, version: 1, side: 'contributor', ...body },
    });
  });

  it('is listed with its day, among those that can be reported by now', async () => {
    const { items } = (await cast.field.get(`/v1/reviews/${reviews.early}/obligations`)).body;
    const found = items.find((one: { obligation: string }) => one.obligation === obligation);
    const { version, side, owed, due } = found;

    expect(items).toHaveLength(3);
    expect({ version, side, owed }).toEqual({ version: 1, side: 'contributor', owed: true });
    expect(due.map(({ on }: { on: string }) => on)).toEqual([inMonth(1), dueOn]);
    expect(due[0].report).toBeUndefined();
    expect(due[1].report).toMatchObject({
      metOn: reportedOn,
      by: { role: 'contingent_commander' },
    });
    expect(due[1].report.by.person).toBeUndefined();
  });

  it('takes ten write units on a review that rests: eight as each record beside the answers, two for the list of what changed at rest', async () => {
    const table = new DynamoDBClient(embedded(host.endpoints.table));
    const meter = meterWrites(table);
    useDynamoDB(table);
    const first = { dueOn: inMonth(1), metOn: inMonth(1) };

    expect((await report(cast.desk, reviews.never, first)).status).toBe(201);
    expect(billedUnits(meter.writes)).toBe(10);
  });

  it('is what the simulation goes by: of that day nothing is told, of the next one it is', async () => {
    const said = await Promise.all([reviews.early, reviews.never].map(simulated));

    expect(said.map((days) => [days.has(dueOn), days.has(inMonth(3))])).toEqual([
      [false, true],
      [true, true],
    ]);
  });
});

describe('what is told of a day that was reported', () => {
  it('is nothing any more: what waited is dropped, and what would have come is not told', async () => {
    let on = reportedOn;
    while ((await told(reviews.night)).length === 0 && on < dueOn) {
      on = beside(on, 1);
      await remindAt(on, night);
    }
    const waiting = placesOf(await told(reviews.night));
    const byDesk = await report(cast.desk, reviews.night, { metOn: today() });
    while (on < beside(dueOn, 10)) {
      on = beside(on, 1);
      await remindAt(on, morning);
      const rows = await told(reviews.late);
      if (on < dueOn && rows.some(({ status }) => status === 'sent')) {
        const { status } = await report(cast.state, reviews.late);
        expect([201, 409]).toContain(status);
      }
    }
    expect(waiting).toEqual(['days-before contingent_commander owed']);
    expect(byDesk.status).toBe(201);
    expect(placesOf(await told(reviews.early))).toEqual([]);
    expect(placesOf(await told(reviews.night))).toEqual([
      'days-before contingent_commander dropped',
    ]);
    expect(placesOf(await told(reviews.late))).toEqual(['days-before contingent_commander sent']);
    expect(placesOf(await told(reviews.never))).toEqual([
      'days-before contingent_commander sent',
      'late contingent_commander sent',
      'late verifier sent',
    ]);
  }, 120_000);

  it('leaves what is due next to be told', async () => {
    expect(await simulated(reviews.early)).toContain(inMonth(3));
  });
});
