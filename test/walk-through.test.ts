import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { surroundings } from './cloud/surroundings.ts';
import { root } from './support/product-files.ts';

const run = promisify(execFile);

const blocksOf = (file: string): string[] =>
  Array.from(
    readFileSync(join(root, file), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm),
    ([, block = '']) => block,
  );

/** The one block of the README that begins with the comment `# walk-through`. */
const straightWay = (): string => {
  const marked = blocksOf('README.md').filter((block) => block.startsWith('# walk-through'));
  if (marked.length !== 1) throw new Error(`the README has ${marked.length} walk-throughs`);
  return marked[0] ?? '';
};

/** All blocks of the long walk-through: they belong together. */
const longWay = (): string => blocksOf('docs/one-review.md').join('\n');

const isThere = (command: string) => spawnSync(command, ['--version']).status === 0;
const canRun = isThere('bash') && isThere('curl');

/** The address that the host prints; empty when it ended before. */
const announced = (host: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    let said = '';
    host.once('exit', () => resolve(''));
    host.stdout?.on('data', (text) => {
      said += text;
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (found) resolve(found);
    });
  });

describe.skipIf(!canRun)('a walk-through (skipped without bash or curl)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ora-walk-'));
  let host: ChildProcess | undefined;
  let url: string;

  beforeAll(async () => {
    const deployed = surroundings();
    if (deployed) {
      url = deployed.url;
      return;
    }
    const options = ['--port', '0', '--no-demo', '--data', join(folder, 'data')];
    host = spawn(process.execPath, ['launch.mjs', 'local/start.ts', ...options], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    url = await announced(host);
  });

  afterAll(async () => {
    if (host?.exitCode === null) {
      host.kill('SIGTERM');
      await once(host, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const walk = async (lines: string): Promise<string> => {
    const { stdout } = await run('bash', ['-eu', '-o', 'pipefail', '-c', lines], {
      cwd: root,
      env: { ...process.env, ORA_URL: url, TMPDIR: folder },
      timeout: 110_000,
    });
    return stdout;
  };

  it('of the README takes one review from opening to a verdict that names what limits it', async () => {
    const stdout = await walk(straightWay());

    const receipts = stdout.split('\n').filter((line) => line.startsWith('{"review":'));
    expect(receipts.map((line) => JSON.parse(line).stage)).toEqual([
      'self-assessment',
      'evaluation',
      'verification',
    ]);
    expect(stdout.slice(stdout.lastIndexOf('}\n{') + 2)).toMatch(
      /^\{\n {2}rating: 'conditional',\n {2}limitedBy: \[ 'INF-I2' \],\n {2}score: 89.9,/,
    );
  });

  it('of the documents goes through a return, a disagreement, an undeclared caveat, a capped verdict, a plan and a re-verification', async () => {
    const stdout = await walk(longWay());

    expect(stdout).toContain('"status":409');
    expect(stdout).toContain('"code":"sealed"');
    expect(stdout).toContain('changed: INF-G2');
    expect(stdout).toContain('to sign: NI');
    expect(stdout).toContain("rating: 'not_ready'");
    expect(stdout).toContain('undeclared_caveat caps at not_ready');
    expect(stdout).toContain('INF-D3: claimed 50 points better than found');
    expect(stdout).toContain('INF-I2: verified');
    expect(stdout).toContain('Everything that was compared fits.');
    expect(stdout).toMatch(/Vouched for up to 20\d\d-/);
    expect(stdout).not.toContain('"status":422');
  }, 120_000);
});
