import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permanentMission, signedIn, verifier } from './support/client.ts';
import { exportingHost, exportsOf } from './support/exported.ts';

let host: Awaited<ReturnType<typeof exportingHost>>;
let rowsOf: ReturnType<typeof exportsOf>['rowsOf'];

beforeAll(async () => {
  host = await exportingHost();
  await host.remind();
  ({ rowsOf } = exportsOf(host.url));
}, 60_000);
afterAll(() => host.close());

describe('the data set of reminders', () => {
  it.each([
    ['the Secretariat', undefined],
    ['the State', permanentMission],
    ['the mission', verifier],
  ] as const)('gives %s the rows that GET /v1/reminders gives', async (_, who) => {
    const asker = who ? await signedIn(host.url, who) : host.desk;
    const { items } = (await asker.get('/v1/reminders?limit=1000')).body;
    const rows = await rowsOf('reminders', who);

    const listed = items.map((item: Record<string, string | number | undefined>) => [
      item.review,
      item.kind,
      item.person,
      item.role ?? null,
      item.status,
      item.owedAt,
      item.sentAt ?? null,
      item.delivery ?? null,
      item.message ?? null,
    ]);
    const exported = rows.map((row) => [
      row.review_id,
      row.kind,
      row.person,
      row.role,
      row.status,
      row.owed_at,
      row.sent_at,
      row.delivery,
      row.message,
    ]);
    expect(exported.length).toBeGreaterThan(0);
    expect(exported.toSorted()).toEqual(listed.toSorted());
  });

  it('names nobody of another side, and nothing of another State', async () => {
    const all = await rowsOf('reminders');
    const states = await rowsOf('reminders', permanentMission);
    const strangers = await rowsOf('reminders', { ...permanentMission, contributor: 'GHA' });

    expect(new Set(states.map(({ role }) => role))).toEqual(new Set(['permanent_mission']));
    expect(states.length).toBeLessThan(all.length);
    expect(strangers).toEqual([]);
  });

  it('has a row of its own for each thing that each person is told', async () => {
    const rows = await rowsOf('reminders');
    const named = rows.map((row) =>
      [row.review_id, row.step, row.round, row.plan, row.rung, row.person].join(' '),
    );
    expect(new Set(named).size).toBe(rows.length);
    expect(rows.filter(({ status }) => status === 'sent').every(({ sent_at }) => sent_at)).toBe(
      true,
    );
  });
});
