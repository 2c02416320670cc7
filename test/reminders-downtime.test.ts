import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rowKey } from '../domain/reminders/simulated-ledger.ts';
import type { Telling } from '../domain/reminders/telling.ts';
import { type HostProcess, startHostProcess } from './crash/host-process.ts';
import { leftBehind } from './crash/mails/check.ts';
import {
  evaluator,
  openForm,
  opening,
  permanentMission,
  signedIn,
  submit,
  tokenFor,
  verifier,
} from './support/client.ts';
import { startHost } from './support/host.ts';

const hour = 3_600_000;
const day = 24 * hour;

let folder: string;
let host: HostProcess;

beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'ora-downtime-')), 'data');
  host = await startHostProcess(folder, 0);
});
afterEach(async () => {
  await host.kill();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

const postLocal = async (path: string, body: object): Promise<unknown> => {
  const headers = { 'content-type': 'application/json' };
  const asked = { method: 'POST', headers, body: JSON.stringify(body) };
  return (await fetch(`${host.url}${path}`, asked)).json();
};

const nowAtHost = async (): Promise<number> =>
  Date.parse(((await (await fetch(`${host.url}/local/clock`)).json()) as { now: string }).now);

const forwardTo = async (instant: number): Promise<void> => {
  await postLocal('/local/clock', { forward: instant - (await nowAtHost()), still: true });
};

/** The host is killed, and so much time has passed when it is started again. */
const downFor = async (milliseconds: number): Promise<void> => {
  await host.kill();
  const file = join(folder, 'clock.json');
  const { ahead } = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ahead: ahead + milliseconds }));
  host = await startHostProcess(folder, Number(new URL(host.url).port));
};

const openTwo = async (): Promise<string[]> => {
  const desk = await signedIn(host.url, evaluator);
  const state = await signedIn(host.url, permanentMission);
  const reviews: string[] = [];
  for (let opened = 0; opened < 2; opened += 1) {
    const { id } = (await desk.post('/v1/reviews', opening)).body;
    await openForm(state, id, 'self-assessment');
    reviews.push(id);
  }
  return reviews;
};

/** When the mission would be reminded for the last time before the due date. */
const lastReminder = async (): Promise<number> => {
  const desk = await signedIn(host.url, evaluator);
  const { body } = await desk.post('/v1/reminders/simulations', { days: 60 });
  const ahead = body.messages.find(
    ({ recipient, items }: { recipient: string; items: { rung: string }[] }) =>
      recipient.includes('permanent-mission') && items.some(({ rung }) => rung === 'ahead-1'),
  );
  return Date.parse(ahead.at);
};

const isReminder = ({ recipient, rung }: Telling): boolean =>
  recipient.includes('permanent-mission') && /^(ahead|due|overdue)/.test(rung);

describe('a host that was down for three days', () => {
  it('tells each person what came due in one mail, and no rung twice', async () => {
    const reviews = await openTwo();
    await forwardTo((await lastReminder()) - hour);
    await postLocal('/local/reminders', { wait: true });

    await downFor(3 * day);
    for (let half = 0; half < 8; half += 1) {
      await postLocal('/local/reminders', { wait: true });
      await forwardTo((await nowAtHost()) + 12 * hour);
    }
    await host.kill();
    const { rows, mails } = await leftBehind(folder);

    const missed = rows.filter((row) => /^(ahead-1|due-today)$/.test(row.rung) && isReminder(row));
    expect(missed.map(({ review }) => review).sort()).toEqual([...reviews, ...reviews].sort());
    expect(new Set(missed.map(({ status }) => status))).toEqual(new Set(['sent']));
    expect(new Set(missed.map(({ message }) => message)).size).toBe(1);
    expect(new Set(rows.map(rowKey)).size).toBe(rows.length);
    expect(mails.has(missed[0]?.message ?? '')).toBe(true);
  });
});

describe('a deadline five days ahead', () => {
  it('plans only the rungs that still fit', async () => {
    const near = await startHost();
    const desk = await signedIn(near.url, evaluator);
    const state = await signedIn(near.url, permanentMission);
    await tokenFor(near.url, verifier);
    const arrival = new Date(Date.now() - 25 * day).toISOString().slice(0, 10);
    const { id } = (await desk.post('/v1/reviews', { ...opening, arrival })).body;
    await submit(state, id, 'self-assessment');
    await submit(desk, id, 'evaluation');
    await openForm(await signedIn(near.url, verifier), id, 'verification');

    const { body } = await desk.post('/v1/reminders/simulations', { days: 12, review: id });

    await near.close();
    const rungs: string[] = body.messages.flatMap(({ items }: { items: { rung: string }[] }) =>
      items.map(({ rung }) => rung),
    );
    expect(rungs).toEqual(expect.arrayContaining(['ahead-1', 'due-today', 'overdue']));
    expect(rungs.filter((rung) => /^ahead-(5|10)$/.test(rung))).toEqual([]);
    expect(new Set(rungs.filter((rung) => rung.startsWith('ahead'))).size).toBe(1);
  });
});
