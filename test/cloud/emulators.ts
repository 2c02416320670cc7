import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** An AWS on this machine. */
export interface Emulator {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (!address || typeof address === 'string') throw new Error('no port is free');
  return address.port;
};

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([gone, pause(5000, undefined, { ref: false })]);
  child.kill('SIGKILL');
};

interface Started {
  readonly program: string;
  readonly args?: readonly string[];
  readonly folder: string;
  readonly port: number;
  readonly path: string;
  readonly env?: Readonly<Record<string, string>>;
}

const started = async ({ program, args = [], folder, port, path, env }: Started) => {
  await mkdir(folder, { recursive: true });
  const child = spawn(program, args, {
    // Its own home and no credentials. Its functions run on the Node that this project comes with.
    env: {
      PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
      HOME: folder,
      TMPDIR: folder,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(join(folder, 'log'));
  child.stdout?.pipe(log);
  child.stderr?.pipe(log);
  const endpoint = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 300; tries += 1) {
    if (await answers(`${endpoint}${path}`)) return { endpoint, stop: () => stop(child) };
    if (child.exitCode !== null) break;
    await pause(100);
  }
  await stop(child);
  throw new Error(`${program} did not start: see ${join(folder, 'log')}`);
};

/** Starts MiniStack on 127.0.0.1 alone, empty, with its files in the folder. */
export const startMiniStack = async (programs: string, folder: string): Promise<Emulator> => {
  const port = await freePort();
  return started({
    program: join(programs, 'ministack'),
    folder,
    port,
    path: '/_ministack/health',
    env: {
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      LOG_LEVEL: 'WARNING',
      // A listener of its own, on every interface.
      IOT_MTLS_ENABLED: '0',
    },
  });
};

/** Starts the server of moto on 127.0.0.1 alone, empty. */
export const startMoto = async (programs: string, folder: string): Promise<Emulator> => {
  const port = await freePort();
  return started({
    program: join(programs, 'moto_server'),
    args: ['-H', '127.0.0.1', '-p', String(port)],
    folder,
    port,
    path: '/moto-api/data.json',
  });
};
