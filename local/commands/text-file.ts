import { readFileSync } from 'node:fs';
import { CommandFailed } from './command-failed.ts';

const reasons: Record<string, string> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'may not be read by you',
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** The text of a file, UTF-8. Throws CommandFailed with why it cannot be read. */
export const readTextFile = (file: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    const why = reasons[codeOf(error)] ?? 'cannot be read as UTF-8 text';
    throw new CommandFailed(`The file ${file} ${why}.`, `ls -l ${file}`);
  }
};
