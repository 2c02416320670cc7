import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { expectIndexesToFollow, openTable, rowsOf } from './embedded-table.ts';
import { transactionOf, writers } from './local-table-transaction.ts';

const seed = Number(process.env.ORA_SEED ?? Date.now() % 2 ** 31);
const kills = Number(process.env.ORA_KILLS ?? 10);

type Versions = readonly number[];

let state = seed;
/** A number below 1 from the seed (mulberry32), so that a failure can be repeated. */
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

/** Lets a process write for a while, kills it, and tells the last version sent and done by each. */
const writeAndKill = async (path: string, versions: Versions) => {
  const script = fileURLToPath(import.meta.resolve('./local-table-writer.ts'));
  const child = spawn(process.execPath, [script, path, ...versions.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    output += chunk;
  });
  const closed = once(child, 'close');
  while (!output.includes('done')) await once(child.stdout, 'data');
  await wait(random() * 250);
  child.kill('SIGKILL');
  await closed;
  const lines = output.split('\n').map((line) => line.split(' '));
  const last = (word: string) =>
    writers.map((writer) => {
      const own = lines.filter(([who, , what]) => who === String(writer) && what === word);
      return Number(own.at(-1)?.[1] ?? versions[writer]);
    });
  return { sent: last('sent'), done: last('done') };
};

/** The version of each writer's head; every event up to it and its one OUT must be there, no more. */
const wholeVersions = (rows: readonly Record<string, unknown>[]) =>
  writers.map((writer) => {
    const of = (pk: string) => rows.filter((row) => row.pk === `${pk}#${writer}`);
    const head = of('REVIEW').find(({ sk }) => sk === 'HEAD');
    const version = Number(head?.version ?? 0);
    const events = of('REVIEW').filter(({ sk }) => sk !== 'HEAD');
    expect(events.map(({ sk }) => Number(String(sk).slice(6))).sort((a, b) => a - b)).toEqual(
      Array.from({ length: version }, (_, at) => at + 1),
    );
    expect(of('OUT').map(({ sk }) => Number(sk))).toEqual(version > 0 ? [version] : []);
    return version;
  });

/** Opens the table again, looks at everything, and repeats the last transaction of each writer. */
const inspect = async (path: string, sent: Versions, done: Versions) => {
  const { table, documents } = await openTable({ path });
  const found = wholeVersions(await rowsOf(documents));
  await expectIndexesToFollow(documents);
  for (const [writer, version] of found.entries()) {
    expect(version).toBeGreaterThanOrEqual(done[writer] ?? 0);
    expect(version).toBeLessThanOrEqual(sent[writer] ?? 0);
    if (version === 0) continue;
    const repeated = transactionOf(writer, version);
    const reply = await table.answer('DynamoDB_20120810.TransactWriteItems', repeated);
    expect(reply.status).toBe(200);
  }
  expect(wholeVersions(await rowsOf(documents))).toEqual(found);
  await table.close();
  return found;
};

const sum = (numbers: Versions) => numbers.reduce((total, each) => total + each, 0);

describe('a table on disk whose process is killed', () => {
  it(`holds every acknowledged transaction whole, with its index rows (seed ${seed})`, async () => {
    const path = await mkdtemp(join(tmpdir(), 'ora-table-'));
    await (await openTable({ path })).table.close();
    let versions: Versions = writers.map(() => 0);
    let acknowledged = 0;
    let inFlight = 0;

    for (let kill = 0; kill < kills; kill += 1) {
      const { sent, done } = await writeAndKill(path, versions);
      acknowledged += sum(done) - sum(versions);
      inFlight += sum(sent) - sum(done);
      versions = await inspect(path, sent, done);
    }

    const figures = `${acknowledged} acknowledged, ${inFlight} in flight`;
    console.info(`${kills} kills, seed ${seed}: ${figures}, 0 lost, 0 torn`);
    expect(acknowledged).toBeGreaterThan(kills);
    expect(inFlight).toBeGreaterThan(0);
    await rm(path, { recursive: true });
  });
});
