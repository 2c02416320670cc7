import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const manifest = createRequire(import.meta.url).resolve('vitest/package.json');
const vitest = join(dirname(manifest), 'vitest.mjs');

/** Runs vitest in this terminal, in this environment and no other. Its exit code, or 1 after a signal. */
export const runVitest = async (
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> => {
  const child = spawn(process.execPath, [vitest, 'run', ...args], { stdio: 'inherit', env });
  const [code] = await once(child, 'exit');
  return code ?? 1;
};
