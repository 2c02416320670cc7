import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import type { Anchors } from '../adapters/anchors.ts';
import { Anchor } from '../domain/anchor.ts';

/** Where each whole line of a file begins, and where the last one ends; all in bytes. */
const linesOf = (text: Buffer): number[] => {
  const places = [0];
  for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10, end + 1)) places.push(end + 1);
  return places;
};

/** Anchors as lines of a file that only ever grows. A last line that was cut off was never an anchor, and goes. */
export const openAnchorsFile = (file: string): Anchors & { close(): Promise<void> } => {
  const descriptor = openSync(file, 'a+', 0o600);
  const places = linesOf(readFileSync(descriptor));
  ftruncateSync(descriptor, places.at(-1) ?? 0);

  const read = async (n: number): Promise<Anchor> => {
    const [from = 0, to = from] = places.slice(n - 1, n + 1);
    const line = Buffer.alloc(to - from);
    readSync(descriptor, line, 0, line.length, from);
    return Anchor.parse(JSON.parse(line.toString()));
  };
  return {
    latest: async () => (places.length > 1 ? read(places.length - 1) : undefined),
    read,
    append: async (anchor) => {
      if (anchor.n !== places.length) return false;
      const line = Buffer.from(`${JSON.stringify(anchor)}\n`);
      writeSync(descriptor, line);
      fsyncSync(descriptor);
      places.push((places.at(-1) ?? 0) + line.length);
      return true;
    },
    close: async () => closeSync(descriptor),
  };
};
