import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './product-files.ts';

/** Runs the command as a person does, with nothing of this process's own ORA settings. */
export const ora = async (
  url: string,
  args: readonly string[],
  settings: Record<string, string> = {},
) => {
  const { ORA_TOKEN: _, ...environment } = process.env;
  const child = spawn(process.execPath, ['launch.mjs', 'local/ora.ts', ...args], {
    cwd: root,
    env: { ...environment, ORA_URL: url, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (text) => {
    said.out += text;
  });
  child.stderr.on('data', (text) => {
    said.err += text;
  });
  const [code] = await once(child, 'close');
  return { code, ...said };
};
