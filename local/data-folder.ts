import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** The layout of the data folder; raised when an older release could not read it any more. */
const format = 1;

/** Why the data folder cannot be used, and the command that helps. Nothing in it was changed. */
export class FolderRefused extends Error {
  override readonly name = 'FolderRefused';
}

const moveAside = (folder: string): string =>
  process.platform === 'win32' ? `move ${folder} ${folder}-aside` : `mv ${folder} ${folder}-aside`;

const refuse = (folder: string, why: string): never => {
  throw new FolderRefused(
    `The data in ${folder} ${why}. It is left untouched; move it aside and start anew:\n\n  ${moveAside(folder)} && npm start\n`,
  );
};

const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

const numberIn = (file: string, name: string): number | undefined => {
  const value = (readJson(file) as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'number' ? value : undefined;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** The refusal of a second start: who holds the folder. */
export const heldBy = (folder: string): FolderRefused => {
  const pid = numberIn(join(folder, 'holder.json'), 'pid');
  const port = numberIn(join(folder, 'holder.json'), 'port');
  const who = pid
    ? `process ${pid}${port ? `, at http://127.0.0.1:${port}` : ''}`
    : 'another process';
  return new FolderRefused(
    `${folder} is in use by ${who}. Use that one, stop it, or choose another folder:\n\n  npm start -- --data .ora-2\n`,
  );
};

/** A folder whose start was cut off before anything was in it counts as new. */
const isNew = (folder: string): boolean => !existsSync(folder) || readdirSync(folder).length === 0;

/** Takes the folder for this process: makes it, or checks that this release can read it. True when it is new. */
export const openFolder = (folder: string): boolean => {
  const file = join(folder, 'format.json');
  if (isNew(folder)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify({ format }));
    return true;
  }
  const found = numberIn(file, 'format');
  if (found === undefined) refuse(folder, 'is not a data folder of this system, or is damaged');
  else if (found > format) refuse(folder, 'was written by a newer release');
  return false;
};

/** The refusal of a folder whose table cannot be read. */
export const damaged = (folder: string): never =>
  refuse(folder, 'is damaged: its table cannot be read');

/** Writes who holds the folder, for the message that a second start shows. */
export const noteHolder = (folder: string, port: number): void =>
  writeFileSync(join(folder, 'holder.json'), JSON.stringify({ pid: process.pid, port }));

/** Puts the folder out of the way before a fresh start; only one earlier folder is kept. */
export const setAside = (folder: string): string | undefined => {
  if (isNew(folder)) return undefined;
  const pid = numberIn(join(folder, 'holder.json'), 'pid');
  if (pid && pid !== process.pid && isAlive(pid)) throw heldBy(folder);
  const previous = `${folder}-previous`;
  rmSync(previous, { recursive: true, force: true });
  renameSync(folder, previous);
  return previous;
};
