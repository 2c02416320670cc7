import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FoundFile } from '../domain/dossier/evidence.ts';
import { sampleBytes } from '../domain/dossier/evidence-types.ts';

/** The bytes are not those that were announced. Nothing of them is kept. */
export class Disagrees extends Error {
  override readonly name = 'Disagrees';
}

interface Measured {
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Hands bytes on while it counts and hashes them; stops at the first that is too many, or at a wrong end. */
async function* checked(bytes: AsyncIterable<Uint8Array>, wanted: Measured) {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > wanted.size) throw new Disagrees(`there are more than ${wanted.size} bytes`);
    hash.update(chunk);
    yield chunk;
  }
  if (size < wanted.size) throw new Disagrees(`there are ${size} bytes instead of ${wanted.size}`);
  if (hash.digest('hex') !== wanted.sha256) throw new Disagrees('the SHA-256 differs');
}

const sync = async (path: string): Promise<void> => {
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
};

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Writes bytes beside, and moves them to their place once all are on disk; how many they were. */
const keep = async (
  arriving: string,
  bytes: AsyncIterable<Uint8Array>,
  place: string,
): Promise<number> => {
  const path = join(arriving, randomUUID());
  try {
    await pipeline(bytes, createWriteStream(path, { flags: 'wx' }));
    await sync(path);
    const { size } = await stat(path);
    await mkdir(dirname(place), { recursive: true });
    await rename(path, place);
    return size;
  } finally {
    await rm(path, { force: true });
  }
};

const forget = async (folder: string, ms: number): Promise<void> => {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    if ((await stat(path)).mtimeMs < Date.now() - ms) await rm(path, { recursive: true });
  }
};

/** Files in a folder, each under its key. Keys come from signed links and from our own code only. */
export const openFolderOfFiles = (folder: string) => {
  const arriving = join(folder, 'arriving');
  rmSync(arriving, { recursive: true, force: true });
  mkdirSync(arriving, { recursive: true });
  const pathOf = (key: string) => join(folder, key);
  return {
    /** Keeps the bytes, on disk before it answers. Throws Disagrees when they are not the wanted ones. */
    put: async (key: string, bytes: AsyncIterable<Uint8Array>, wanted: Measured): Promise<void> =>
      void (await keep(arriving, checked(bytes, wanted), pathOf(key))),
    /** Keeps bytes of which nothing is known before, on disk before it answers; how many they were. */
    write: (key: string, bytes: AsyncIterable<Uint8Array>): Promise<number> =>
      keep(arriving, bytes, pathOf(key)),
    /** The bytes and their number, or undefined when there is no such file. */
    read: async (key: string) => {
      try {
        const handle = await open(pathOf(key));
        const { size } = await handle.stat();
        return { size, bytes: Readable.toWeb(handle.createReadStream()) };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    find: async (key: string): Promise<FoundFile | undefined> => {
      try {
        const handle = await open(pathOf(key));
        const { size } = await handle.stat();
        const { buffer, bytesRead } = await handle
          .read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0)
          .finally(() => handle.close());
        return { size, sha256: await sha256Of(pathOf(key)), sample: buffer.subarray(0, bytesRead) };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    /** Takes away what was last changed so many milliseconds ago, of the folders in this one. */
    forgetOld: (parent: string, ms: number): Promise<void> => forget(pathOf(parent), ms),
    discard: (key: string): Promise<void> => rm(pathOf(key), { force: true }),
  };
};
export type FolderOfFiles = ReturnType<typeof openFolderOfFiles>;
