import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../support/product-files.ts';

const run = promisify(execFile);

/** What is missing on this machine, in a sentence. */
export class NotHere extends Error {
  override readonly name = 'NotHere';
}

const candidates = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const isNewEnough = 'import sys, venv; sys.exit(sys.version_info < (3, 10))';

const findPython = async (): Promise<string> => {
  for (const python of candidates) {
    const found = await run(python, ['-c', isNewEnough]).then(
      () => true,
      () => false,
    );
    if (found) return python;
  }
  throw new NotHere('there is no Python 3.10 or newer with its venv module here');
};

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

const sayOf = (error: unknown): string => {
  const { stderr, message } = error as { stderr?: string; message: string };
  return (stderr || message).trim().split('\n').at(-1) ?? '';
};

const install = async (folder: string, list: string): Promise<void> => {
  await run(await findPython(), ['-m', 'venv', folder]).catch((error) => {
    throw new NotHere(`Python makes no virtual environment here: ${sayOf(error)}`);
  });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', list];
  await run(join(folder, 'bin', 'python'), pip, { timeout: 300_000 }).catch((error) => {
    throw new NotHere(`pip installs nothing here: ${sayOf(error)}`);
  });
};

/**
 * The folder of programs of a virtual environment with what a list beside this file pins; made at the
 * first call, and anew when the list changes. Throws NotHere where Python or its packages cannot be had.
 */
export const programsOf = async (name: string): Promise<string> => {
  const list = join(root, 'test', 'cloud', name);
  const hash = createHash('sha256')
    .update(await readFile(list))
    .digest('hex')
    .slice(0, 12);
  const folder = join(root, '.venv', hash);
  if (await exists(join(folder, 'done'))) return join(folder, 'bin');
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(root, '.venv'), { recursive: true });
  await install(folder, list);
  await mkdir(join(folder, 'done'));
  return join(folder, 'bin');
};
