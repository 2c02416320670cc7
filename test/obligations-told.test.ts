import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { now } from '../adapters/clock.ts';
import { rowsOf } from '../adapters/ledger.ts';
import { pendingDue } from '../adapters/pending-reminders.ts';
import type { ObligationDue } from '../domain/reminders/due-item.ts';
import { rowKey } from '../domain/reminders/simulated-ledger.ts';
import type { PlannedMessage } from '../domain/reminders/simulated-world.ts';
import type { Telling } from '../domain/reminders/telling.ts';
import { type Cast, castOf, closedView, command } from './support/cast.ts';
import { openForm, opening, submit } from './support/client.ts';
import { startHost } from './support/host.ts';
import { mailsAbout, nothingDue } from './support/reminders.ts';
import { moveTo } from './support/told.ts';

const day = 86_400_000;
const walked = 80;

const begun = new Date();

/** A day of the month that lies so many months from now, the first where none is said: no month lacks it. */
const inMonth = (months: number, date = '01'): string => {
  const at = new Date(Date.UTC(begun.getUTCFullYear(), begun.getUTCMonth() + months, 1));
  return `${at.toISOString().slice(0, 8)}${date}`;
};

/** Whatever is due before this day was told before the walk ended, whatever days were off. */
const end = new Date(begun.getTime() + (walked - 8) * day).toISOString().slice(0, 10);
const isTold = ({ plan }: { readonly plan: string }): boolean => plan < end;

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Cast;
const reviews = { monthly: '', moved: '', followed: '', withdrawn: '' };
let planned: string[];
let before: ObligationDue[];

const opened = async (more: object = {}): Promise<string> => {
  const { id } = (await cast.desk.post('/v1/reviews', { ...opening, ...more })).body;
  await openForm(cast.state, id, 'self-assessment');
  return id;
};

const upToField = async (review: string): Promise<void> => {
  await submit(cast.state, review, 'self-assessment');
  await submit(cast.desk, review, 'evaluation');
  await openForm(cast.field, review, 'verification');
};

const closed = async (review: string): Promise<string> => {
  await submit(cast.field, review, 'verification');
  await closedView(cast.desk, review);
  return review;
};

const dueOf = async (review: string): Promise<ObligationDue[]> =>
  (await pendingDue()).flatMap(({ item }) =>
    item.kind === 'obligation' && item.review === review ? [item] : [],
  );

const namesOf = (items: readonly ObligationDue[]) => items.map((one) => one.obligation).sort();

const told = async (review: string, obligation = 'equipment-report'): Promise<Telling[]> =>
  (await rowsOf(review)).filter(({ kind, step }) => kind === 'obligation' && step === obligation);

const placesOf = (rows: readonly Telling[]) =>
  rows.map(({ plan, rung, as }) => `${plan} ${rung} ${as}`).sort();

/** What the simulation would tell of the obligations of a review from now on. */
const simulated = async (review: string): Promise<string[]> => {
  const { body } = await cast.desk.post('/v1/reminders/simulations', { days: walked, review });
  return body.messages
    .flatMap(({ recipient, items }: PlannedMessage) =>
      items
        .filter((one) => one.kind === 'obligation' && one.review === review && isTold(one))
        .map((one) => rowKey({ ...one, recipient })),
    )
    .sort();
};

/** Goes to an hour at which nobody sleeps, in New York or in Kigali: whoever sleeps is told later. */
const toDaytime = (): void => {
  const hour = 15 * 3_600_000;
  host.clock.forward((hour - (now() % day) + day) % day);
};

/** One run of the reminders, to its end. */
const remind = async (): Promise<void> => {
  const headers = { 'content-type': 'application/json' };
  const asked = { method: 'POST', headers, body: JSON.stringify({ wait: true }) };
  expect((await fetch(`${host.url}/local/reminders`, asked)).status).toBe(200);
};

/** Day after day, with two runs of the reminders at the same time on each. */
const walk = async (days: number): Promise<void> => {
  for (let gone = 0; gone < days; gone += 1) {
    host.clock.forward(day);
    await Promise.all([remind(), remind()]);
  }
};

beforeAll(async () => {
  host = await startHost();
  toDaytime();
  cast = await castOf(host.url);
  const arrival = inMonth(0);
  const four = await Promise.all([1, 2, 3, 4].map(() => opened({ arrival })));
  for (const review of four) await upToField(review);
  const [monthly = '', moved = '', followed = '', withdrawn = ''] = four;
  before = await dueOf(moved);
  const later = { arrival: inMonth(1, '12'), reason: 'The ship is late' };
  expect((await command(cast.desk, moved, 'anchors', later)).status).toBeLessThan(300);
  await nothingDue();
  Object.assign(reviews, { monthly, moved, followed, withdrawn });
  for (const review of [monthly, moved, followed]) await closed(review);
  await command(cast.desk, withdrawn, 'withdrawal', { reason: 'The unit stays at home' });
  await nothingDue();
  planned = await simulated(monthly);
  await walk(45);
  const cycle = await cast.desk.post(`/v1/reviews/${followed}/next-cycle`, {
    plannedDeployment: inMonth(15),
  });
  expect(cycle.status).toBe(201);
  await walk(walked - 45);
}, 300_000);
afterAll(() => host.close());

describe('the monthly report of a closed review', () => {
  it('is told once for each time that it is due, to each whom it concerns', async () => {
    const rows = (await told(reviews.monthly)).filter(isTold);
    const wanted = [inMonth(2), inMonth(3)].filter((plan) => isTold({ plan }));

    expect(wanted.length).toBeGreaterThan(0);
    for (const on of wanted)
      expect(placesOf(rows).filter((place) => place.startsWith(on))).toEqual([
        `${on} days-before contingent_commander`,
        `${on} late contingent_commander`,
        `${on} late verifier`,
      ]);
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['sent']));
    expect(new Set(rows.map(rowKey)).size).toBe(rows.length);
  });

  it('is told as the simulation said, with all that the unit owes beside it', async () => {
    const all = (await rowsOf(reviews.monthly)).filter(
      (row) => row.kind === 'obligation' && isTold(row),
    );

    expect(planned.length).toBeGreaterThan(3);
    expect(all.map(rowKey).sort()).toEqual(planned);
  });

  it('has its next telling among the due items, and those of the others, each once', async () => {
    expect(namesOf(await dueOf(reviews.monthly))).toEqual([
      'equipment-report',
      'readiness-inspection',
      'rotation-certification',
    ]);
  });

  it('names what is owed in the mail, and does not call it overdue', () => {
    const mails = mailsAbout(host, reviews.monthly).filter((mail) =>
      mail.includes('Monthly report on the serviceability of major equipment'),
    );

    expect(mails.length).toBeGreaterThan(0);
    expect(mails.join('\n')).toContain('nobody has reported that it was met');
    expect(mails.join('\n')).not.toMatch(/Overdue by|days? overdue/);
  });
});

describe('an arrival that moves', () => {
  it('has what the unit owes counted from the new day, and nothing told by the old one', async () => {
    const rows = await told(reviews.moved);
    const anchors = (await dueOf(reviews.moved)).flatMap(({ obligation, anchor }) =>
      obligation === 'equipment-report' ? [anchor] : [],
    );

    expect(namesOf(before)).toContain('equipment-report');
    expect(new Set(before.map(({ anchor }) => anchor))).toEqual(new Set([inMonth(0)]));
    expect(anchors).toEqual([inMonth(1, '12')]);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ plan }) => !plan.endsWith('-12'))).toEqual([]);
    expect(placesOf(rows)).toContain(`${inMonth(2, '12')} days-before contingent_commander`);
  });
});

describe('what a unit owes', () => {
  it('is told until its next cycle is opened, and is then no longer due', async () => {
    const rows = await told(reviews.followed);
    const others = await told(reviews.monthly);

    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(others.length);
    expect(namesOf(await dueOf(reviews.followed))).not.toContain('equipment-report');
  });

  it('is not told of a review that was withdrawn', async () => {
    expect(await told(reviews.withdrawn)).toEqual([]);
    expect(namesOf(await dueOf(reviews.withdrawn))).not.toContain('equipment-report');
  });

  it('is planned by the type of the unit, by its ladder, and from when its day is known', async () => {
    const arrival = inMonth(24);
    const instrument = { id: 'formed-police-unit', version: 1 };
    const unit = { name: 'Fictional Police Unit 1', type: 'FPU' };
    const police = await opened({ arrival, instrument, unit });
    const rapid = await opened({ ladder: 'rapid-deployment' });
    const plain = await opened();
    await nothingDue();

    expect(namesOf(await dueOf(police))).toContain('police-unit-assessment');
    expect(namesOf(await dueOf(rapid))).toEqual(['rapid-deployment']);
    expect(await dueOf(plain)).toEqual([]);
  });

  it('has the next in line told where the mail came back, and that mail can be read', async () => {
    const [row] = await told(reviews.monthly);
    await moveTo(row?.recipient ?? '', 'contingent@bounce.example');
    await walk(31);

    const rowsOfAll = async () =>
      (await Promise.all(Object.values(reviews).map((review) => rowsOf(review)))).flat();
    const find = async () => (await rowsOfAll()).find(({ kind }) => kind === 'bounced');
    const bounced = await vi.waitUntil(find, { timeout: 10_000, interval: 50 });
    await remind();
    const after = (await rowsOfAll()).find((one) => rowKey(one) === rowKey(bounced as Telling));

    expect(row?.as).toBe('contingent_commander');
    expect(after).toMatchObject({ step: 'equipment-report', status: 'sent' });
  });
});
