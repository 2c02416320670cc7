import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { evaluator, openForm, opening, permanentMission, signedIn } from './support/client.ts';

let folder: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ora-start-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const spawnStart = (...args: string[]) => {
  const child = spawn(process.execPath, ['launch.mjs', 'local/start.ts', ...args], {
    stdio: 'pipe',
  });
  children.push(child);
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  child.stderr.on('data', (text) => {
    said += text;
  });
  return { child, said: () => said };
};

const start = async (...args: string[]) => {
  const process_ = spawnStart('--no-demo', '--data', join(folder, 'data'), ...args);
  for (let tries = 0; tries < 400; tries += 1) {
    if (/ready in/.test(process_.said()) || process_.child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return { ...process_, url: /http:\/\/127\.0\.0\.1:\d+/.exec(process_.said())?.[0] ?? '' };
};

describe('npm start', () => {
  it('keeps its data over a restart', async () => {
    const first = await start('--port', '0');
    const desk = await signedIn(first.url, evaluator);
    const { body } = await desk.post('/v1/reviews', opening);
    await openForm(await signedIn(first.url, permanentMission), body.id, 'self-assessment');
    first.child.kill('SIGTERM');
    await once(first.child, 'exit');

    const second = await start('--port', '0');

    const again = await signedIn(second.url, evaluator);
    expect((await again.get(`/v1/reviews/${body.id}`)).status).toBe(200);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops within two seconds on %s', async (signal) => {
    const { child } = await start('--port', '0');
    const sent = performance.now();

    child.kill(signal);
    const [code] = await once(child, 'exit');

    expect(code).toBe(0);
    expect(performance.now() - sent).toBeLessThan(2000);
  });

  it('takes the next port when one is taken, and says so', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;

    const { said, url } = await start('--port', String(port));

    taken.close();
    expect(url).not.toBe(`http://127.0.0.1:${port}`);
    expect(said()).toContain(`port ${port} is taken`);
  });

  it('says who holds the data when it is started twice', async () => {
    const first = await start('--port', '0');

    const second = await start('--port', '0');

    expect(second.child.exitCode).toBe(1);
    expect(second.said()).toContain(`in use by process ${first.child.pid}`);
    expect(second.said()).toContain('npm start -- --data');
  });

  it.each([
    [
      'written by a newer release',
      (data: string) => writeFileSync(join(data, 'format.json'), '{"format":99}'),
    ],
    ['damaged', (data: string) => writeFileSync(join(data, 'format.json'), '{"for')],
    ['damaged', (data: string) => writeFileSync(join(data, 'table', 'CURRENT'), 'nonsense')],
    ['damaged', (data: string) => rmSync(join(data, 'table'), { recursive: true })],
  ])(
    'refuses data that is %s, with the command to move it aside, and deletes nothing',
    async (why, spoil) => {
      const { child } = await start('--port', '0');
      child.kill('SIGTERM');
      await once(child, 'exit');
      const data = join(folder, 'data');
      spoil(data);
      const before = readFileSync(join(data, 'format.json'), 'utf8');

      const second = await start('--port', '0');

      expect(second.child.exitCode).toBe(1);
      expect(second.said()).toContain(why);
      expect(second.said()).toMatch(/(mv|move) \S+data \S+data-aside/);
      expect(readFileSync(join(data, 'format.json'), 'utf8')).toBe(before);
    },
  );

  it('does not take a folder of something else', async () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', 'letter.txt'), 'mine');

    const { child, said } = await start('--port', '0');

    expect(child.exitCode).toBe(1);
    expect(said()).toContain('is not a data folder');
    expect(readFileSync(join(folder, 'data', 'letter.txt'), 'utf8')).toBe('mine');
  });

  it('begins anew with --fresh and keeps what was there before', async () => {
    const first = await start('--port', '0');
    const { body } = await (await signedIn(first.url, evaluator)).post('/v1/reviews', opening);
    first.child.kill('SIGTERM');
    await once(first.child, 'exit');

    const second = await start('--port', '0', '--fresh');

    const desk = await signedIn(second.url, evaluator);
    expect((await desk.get(`/v1/reviews/${body.id}`)).status).toBe(404);
    expect(existsSync(join(folder, 'data-previous', 'table'))).toBe(true);
  });
});
