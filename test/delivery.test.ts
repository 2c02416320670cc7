import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sentKey } from '../adapters/keys.ts';
import { nameOfRow } from '../adapters/ledger.ts';
import { getPerson } from '../adapters/people.ts';
import { deleteItem, getItem, putItem } from '../adapters/table.ts';
import type { Telling } from '../domain/reminders/telling.ts';
import { handler } from '../functions/record-delivery.ts';
import { evaluator, opening, permanentMission, type SignedIn, signedIn } from './support/client.ts';
import { startHost } from './support/host.ts';
import { mailOfRow, wholeOf } from './support/occasions.ts';
import { moveTo, openOnNewDay, reportedRow, rowOf } from './support/told.ts';

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
});
afterAll(() => host.close());

const openOne = (): Promise<string> => openOnNewDay(host, desk);

const mailOf = (row: Telling) => ({
  messageId: row.providerId ?? row.message,
  timestamp: '2027-01-01T09:00:00.000Z',
  destination: ['pm@rwa.example'],
  tags: {
    'ora-message': [row.message],
    'ora-lead': [Buffer.from(nameOfRow(row)).toString('base64url')],
  },
});

const report = (row: Telling, event: object): Promise<unknown> =>
  Promise.resolve(handler({ detail: { mail: mailOf(row), ...event } }, {} as never));

const timestamp = '2027-01-02T09:00:00.000Z';
const delivered = { eventType: 'Delivery', delivery: { timestamp } };
const bounced = (bounceType: string) => ({
  eventType: 'Bounce',
  bounce: { timestamp, bounceType },
});
const complained = { eventType: 'Complaint', complaint: { timestamp } };

describe('what became of a mail', () => {
  it('stands in the ledger: delivered', async () => {
    await moveTo(mission, 'pm@rwa.example');
    const review = await openOne();

    const row = await reportedRow(review, 'opened', mission);

    expect(row).toMatchObject({ status: 'sent', delivery: 'delivered' });
    expect(row.deliveryAt).toMatch(/Z$/);
  });

  it.each([
    ['a bounce after the delivery wins', [delivered, bounced('Transient')], 'bounced'],
    ['a delivery after the bounce is late', [bounced('Transient'), delivered], 'bounced'],
    ['a complaint says most', [complained, delivered, bounced('Transient')], 'complained'],
    ['twice is once', [delivered, delivered], 'delivered'],
  ] as const)('is the same in whatever order it is told: %s', async (_, events, outcome) => {
    const review = await openOne();
    const row = await reportedRow(review, 'opened', mission);
    const { delivery: _d, deliveryAt: _a, ...fresh } = row;
    await putItem({ ...(await getItem(sentKey(row))), ...sentKey(row), ...fresh });

    for (const event of events) await report(row, event);
    const first = await rowOf(review, 'opened', mission);
    await Promise.all([...events].map((event) => report(row, event)));

    expect(first.delivery).toBe(outcome);
    expect(await rowOf(review, 'opened', mission)).toEqual(first);
    await moveTo(mission, 'pm@rwa.example');
  });

  it('proves that a mail went out whose sender died before it could say so', async () => {
    const review = await openOne();
    const row = await reportedRow(review, 'opened', mission);
    const { sentAt: _, providerId: _p, delivery: _d, deliveryAt: _a, ...claimed } = row;
    const claimedUntil = new Date(Date.now() + host.clock.ahead() + 60_000).toISOString();
    await deleteItem(sentKey(row));
    await putItem({ ...sentKey(row), ...claimed, status: 'claimed', claimedUntil });

    await report(row, delivered);

    const after = await rowOf(review, 'opened', mission);
    expect(after).toMatchObject({ status: 'sent', delivery: 'delivered', attempts: row.attempts });
    expect(after.claimedUntil).toBeUndefined();
  });

  it('is dropped where the ledger does not know the mail', async () => {
    const review = await openOne();
    const row = await reportedRow(review, 'opened', mission);

    await report({ ...row, message: 'somebody-elses' }, bounced('Permanent'));
    await report({ ...row, rung: 'unheard-of' }, bounced('Permanent'));

    expect(await rowOf(review, 'opened', mission)).toEqual(row);
    expect((await getPerson(mission))?.undeliverable).toBeUndefined();
  });
});

describe.each([
  ['comes back for good', 'pm@bounce.example', 'bounced'],
  ['is complained of', 'pm@complaint.example', 'complained'],
])('a mail that %s', (_, address, why) => {
  it('has the next in line told at once, by role, and leaves a task', async () => {
    await moveTo(mission, address);
    const review = await openOne();

    const row = await reportedRow(review, 'bounced', 'desk-officer');

    expect(row).toMatchObject({
      kind: 'bounced',
      status: 'sent',
      as: 'evaluator',
      unreached: 'permanent_mission',
    });
    expect((await reportedRow(review, 'opened', mission)).delivery).toBe(why);
    const { items } = (await desk.get('/v1/undeliverable')).body;
    expect(items).toMatchObject([
      { person: mission, role: 'permanent_mission', contributor: 'RWA', why },
    ]);
    expect(JSON.stringify(items)).not.toContain('@');
    const said = wholeOf(await mailOfRow(host, row));
    expect(said).toContain('Recipient not reached: Permanent Mission');
    expect(said).toContain(opening.unit.name);
    for (const secret of [address, mission, (await getPerson(mission))?.name ?? mission])
      expect(said).not.toContain(secret);
  });

  it('sends further mail to the next in line, and says why', async () => {
    const review = await openOne();

    const own = await rowOf(review, 'opened', mission);
    const instead = await rowOf(review, 'opened', 'desk-officer');

    expect(own).toMatchObject({ status: 'dropped', reason: 'undeliverable' });
    expect(['sent', 'owed']).toContain(instead.status);
  });

  it('ends with another address, or when somebody says that this one works', async () => {
    const refused = await state.post(`/v1/undeliverable/${mission}/closure`, undefined);
    const seen = await admin.get(`/v1/people/${mission}`);
    const renewed = await admin.post(
      '/v1/people',
      { id: mission, role: 'permanent_mission', contributor: 'RWA' },
      { 'if-match': seen.etag },
    );
    const still = (await getPerson(mission))?.undeliverable?.why;
    const closed =
      why === 'bounced'
        ? await admin.post(
            '/v1/people',
            {
              id: mission,
              role: 'permanent_mission',
              contributor: 'RWA',
              email: 'new@rwa.example',
            },
            { 'if-match': renewed.etag },
          )
        : await desk.post(`/v1/undeliverable/${mission}/closure`, undefined);

    expect(refused.status).toBe(403);
    expect(still).toBe(why);
    expect(closed.status).toBe(200);
    expect((await getPerson(mission))?.undeliverable).toBeUndefined();
    expect((await desk.get('/v1/undeliverable')).body.items).toEqual([]);
  });
});
