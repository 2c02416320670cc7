import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figure, printTable } from './print-table.ts';
import { median } from './quantile.ts';

const rounds = 9;
const address = /http:\/\/127\.0\.0\.1:\d+/;

const spawnNode = (...args: string[]): ChildProcess =>
  spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });

const stop = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGKILL');
  await once(child, 'exit');
};

/** The address that a child prints once it listens. */
const addressOf = async (child: ChildProcess): Promise<string> => {
  let said = '';
  for await (const text of child.stdout ?? []) {
    said += text;
    const [url] = address.exec(said) ?? [];
    if (url) return url;
  }
  throw new Error(`it ended without an address: ${said}`);
};

const untilItAnswers = async (...args: string[]): Promise<number> => {
  const begun = performance.now();
  const child = spawnNode(...args);
  try {
    const response = await fetch(`${await addressOf(child)}/health`);
    if (!response.ok) throw new Error(`/health answered ${response.status}`);
    return performance.now() - begun;
  } finally {
    await stop(child);
  }
};

const untilItEnds = async (...args: string[]): Promise<number> => {
  const begun = performance.now();
  await once(spawnNode(...args), 'exit');
  return performance.now() - begun;
};

const system = async (): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'ora-bench-'));
  const options = ['--port', '0', '--no-demo', '--quiet', '--data', join(folder, 'data')];
  const taken = await untilItAnswers('launch.mjs', 'local/start.ts', ...options);
  rmSync(folder, { recursive: true, force: true });
  return taken;
};

/** Prints how long a start on an empty folder takes until `/health` answers, beside Node and a bare server. */
export const measureFirstAnswer = async (): Promise<void> => {
  const taken = { node: [] as number[], bare: [] as number[], system: [] as number[] };
  await system();
  for (let round = 0; round < rounds; round += 1) {
    taken.node.push(await untilItEnds('-e', '0'));
    taken.bare.push(await untilItAnswers('test/bench/bare-server.ts'));
    taken.system.push(await system());
  }
  const node = median(taken.node);
  const bare = median(taken.bare);
  const line = (name: string, sample: number[]) => {
    const middle = median(sample);
    return [name, figure(Math.round(middle)), figure(middle / node), figure(middle / bare)];
  };
  printTable(`Start to first answer (medians of ${rounds} rounds in turn, after one unmeasured)`, [
    ['', 'ms', 'x node', 'x bare server'],
    line('node -e, until it ends', taken.node),
    line('bare Hono server', taken.bare),
    line('ORA on an empty folder', taken.system),
  ]);
};
