import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { now } from '../adapters/clock.ts';
import { type Host, openHost } from '../local/host.ts';
import { seeded } from './crash/seeded.ts';
import { faultsOf } from './months/judge.ts';
import { coursesOf, figuresOf, rowsOfAll } from './months/ledger.ts';
import { signInCast } from './months/people.ts';
import { actAside, type Months, pass } from './months/play.ts';
import { intervalsOf } from './months/script.ts';

const seed = Number(process.env.ORA_SEED ?? Math.floor(Math.random() * 1_000_000));
// Two hundred, with `npm run months`.
const reviews = Number(process.env.ORA_REVIEWS ?? 10);
let folder: string;
let months: Months;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ora-months-'));
  const open = (port: number): Promise<Host> => openHost({ folder: join(folder, 'data'), port });
  const host = await open(0);
  const random = seeded(seed, 'months');
  months = {
    office: { people: await signInCast(`http://127.0.0.1:${host.port}`), random },
    random,
    reviews: [],
    runs: [],
    differences: [],
    answers: new Map(),
    planned: 0,
    gaps: [],
    ends: new Map(),
    host,
    reopen: () => open(host.port),
  };
});
afterAll(async () => {
  await months.host.close();
  rmSync(folder, { recursive: true, force: true });
});

const outbox = (): string[] =>
  readdirSync(join(folder, 'data', 'outbox')).map((file) => file.replace(/\.eml$/, ''));

it('sends what was planned over eighteen months, each once, none early and none late', {
  timeout: 7_200_000,
}, async () => {
  const intervals = intervalsOf(months.random);
  for (const [at, interval] of intervals.entries()) {
    const wanted = Math.min(reviews, Math.ceil(((at + 1) * reviews) / (intervals.length * 0.8)));
    await actAside(months, wanted - months.reviews.length, Math.max(3, Math.ceil(reviews / 12)));
    await pass(months, interval);
  }

  const rows = await rowsOfAll(months.reviews);
  const sent = rows.filter(({ status }) => status === 'sent');
  const faults = faultsOf(await coursesOf(months.reviews), sent, now(), months.gaps, months.ends);

  const acts = [...months.answers].sort().map(([act, times]) => `${times} ${act}`);
  const jumps = intervals.filter(({ jump }) => jump);
  const restarts = jumps.filter(({ restart }) => restart).length;
  console.log(
    `seed ${seed}: ${months.reviews.length} reviews, ${intervals.length} stretches of time, ${jumps.length} jumps, ${restarts} restarts, ${months.runs.length} runs, ${months.planned} mails planned beforehand, ${months.differences.length} differences, ${faults.length} faults`,
    figuresOf(rows),
    acts.join(', '),
  );
  expect(months.differences, `seed ${seed}`).toEqual([]);
  expect(faults, `seed ${seed}`).toEqual([]);
  expect(outbox().sort()).toEqual([...new Set(sent.map(({ message }) => message))].sort());
});
