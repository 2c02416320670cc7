import { closeSync, createReadStream, ftruncateSync, openSync, writeSync } from 'node:fs';
import * as z from 'zod';

const Line = z.discriminatedUnion('line', [
  z.object({
    line: z.literal('start'),
    machine: z.string(),
    name: z.string(),
    input: z.string(),
    at: z.number(),
  }),
  z.object({
    line: z.literal('end'),
    machine: z.string(),
    name: z.string(),
    at: z.number(),
    status: z.enum(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']),
    output: z.string().optional(),
    error: z.string().optional(),
    cause: z.string().optional(),
  }),
]);

export type Line = z.output<typeof Line>;

export interface ExecutionFile {
  /** Throws when the disk refuses; the file is then as it was. */
  append(line: Line): void;
  close(): void;
}

const parsed = (text: string, place: string): Line => {
  try {
    return Line.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${place} is not a record of an execution`, { cause });
  }
};

/** Feeds the lines to `tell` and returns their length in bytes: what is beyond was torn by a kill. */
const readLines = async (file: string, tell: (line: Line) => void): Promise<number> => {
  let bytes = 0;
  let count = 0;
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8', flags: 'a+' })) {
    const texts = (rest + chunk).split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) {
      count += 1;
      tell(parsed(text, `${file}, line ${count},`));
      bytes += Buffer.byteLength(text) + 1;
    }
  }
  return bytes;
};

/** Opens or creates an append-only file of JSON lines; `tell` hears what it holds. */
export const openExecutionFile = async (
  file: string,
  tell: (line: Line) => void,
): Promise<ExecutionFile> => {
  let size = await readLines(file, tell);
  const descriptor = openSync(file, 'a');
  ftruncateSync(descriptor, size);
  return {
    append(line) {
      const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
      try {
        for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
        size += bytes.length;
      } catch (error) {
        ftruncateSync(descriptor, size);
        throw error;
      }
    },
    close: () => closeSync(descriptor),
  };
};
