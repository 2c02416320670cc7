import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The embedded host in a process of its own. */
export interface HostProcess {
  readonly url: string;
  /** Milliseconds from the spawn until it said that it is ready. */
  readonly startMs: number;
  readonly readyAt: number;
  isKilled(): boolean;
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>;
}

const project = fileURLToPath(new URL('../../', import.meta.url));

const spawnHost = (folder: string, port: number) =>
  spawn(
    process.execPath,
    ['launch.mjs', 'local/start.ts', '--no-demo', '--quiet', '--port', `${port}`, '--data', folder],
    { cwd: project, stdio: ['ignore', 'pipe', 'pipe'] },
  );

/** The address that the host prints when it is ready; rejects with what it said when it ends instead. */
const addressOf = (child: ReturnType<typeof spawnHost>): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    const hear = (text: Buffer) => {
      said += text;
      const [, url] = /(http:\/\/127\.0\.0\.1:\d+)\/.*ready/s.exec(said) ?? [];
      if (url) resolve(url);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`the host ended with ${code}:\n${said}`)));
  });

/** Starts the host on a data folder and waits until it is ready. */
export const startHostProcess = async (folder: string, port: number): Promise<HostProcess> => {
  const spawnedAt = performance.now();
  const child = spawnHost(folder, port);
  const exited = once(child, 'exit');
  let killed = false;
  const url = await addressOf(child);
  const readyAt = performance.now();
  return {
    url,
    startMs: readyAt - spawnedAt,
    readyAt,
    isKilled: () => killed,
    async kill() {
      killed = true;
      child.kill('SIGKILL');
      await exited;
    },
  };
};

/** A start that is killed after so many milliseconds: in the middle of its recovery, or shortly after. */
export const killDuringStart = async (
  folder: string,
  port: number,
  afterMs: number,
): Promise<void> => {
  const child = spawnHost(folder, port);
  const exited = once(child, 'exit');
  await Promise.race([pause(afterMs), exited]);
  child.kill('SIGKILL');
  await exited;
};
