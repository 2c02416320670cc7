import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { Refusal } from '../../domain/refusal.ts';

/** A file that is to be packed: its name in the archive, and its bytes as they come. */
export interface Packed {
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

// Always the same: the same content gives the same bytes, and so the same ETag.
const mtime = new Date('1980-01-01T00:00:00Z');

const largest = 2 ** 32 - 1;

const tooLarge = (name: string): Refusal => {
  const detail = `The file ${name} would pass 4 GiB, which an archive holds at most: narrow the filter, or take the data set as CSV or Parquet.`;
  return new Refusal('export_too_large', detail, [
    { pointer: '/file', code: 'too_large_for_an_archive', detail },
  ]);
};

async function* measured({ name, chunks }: Packed): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > largest) throw tooLarge(name);
    yield chunk;
  }
}

/**
 * Packs files one after the other; the next is asked for when the one before was read to its end, so that it
 * may depend on it. Throws a Refusal for a file beyond 4 GiB: not every reader knows ZIP64.
 */
export async function* zipped(files: AsyncIterable<Packed>): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  let reading: Readable | undefined;
  const feed = async (): Promise<void> => {
    for await (const file of files) {
      reading = Readable.from(measured(file), { objectMode: false });
      zip.addReadStream(reading, file.name, { mtime, mode: 0o100644 });
      await finished(reading);
    }
    zip.end();
  };
  const fed = feed().catch((error) => void output.destroy(error));
  try {
    yield* output;
    await fed;
  } finally {
    // Whoever stops reading stops the source as well.
    reading?.destroy();
  }
}
