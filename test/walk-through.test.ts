import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './support/product-files.ts';

const run = promisify(execFile);

/** The one block of the README that begins with the comment `# walk-through`. */
const walkThrough = (): string => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const blocks = Array.from(
    readme.matchAll(/^```sh\n([\s\S]*?)^```$/gm),
    ([, block = '']) => block,
  );
  const marked = blocks.filter((block) => block.startsWith('# walk-through'));
  if (marked.length !== 1) throw new Error(`the README has ${marked.length} walk-throughs`);
  return marked[0] ?? '';
};

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

describe.skipIf(!canRun)('the walk-through of the README (skipped without bash or curl)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ora-walk-'));
  let host: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const options = ['--port', '0', '--no-demo', '--data', join(folder, 'data')];
    host = spawn(process.execPath, ['launch.mjs', 'local/start.ts', ...options], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    url = await announced(host);
  });

  afterAll(async () => {
    const gone = host.exitCode === null ? once(host, 'exit') : undefined;
    host.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes one review from opening to a verdict that names what limits it', async () => {
    const { stdout } = await run('bash', ['-eu', '-o', 'pipefail', '-c', walkThrough()], {
      cwd: root,
      env: { ...process.env, ORA_URL: url, TMPDIR: folder },
      timeout: 50_000,
    });

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
});
