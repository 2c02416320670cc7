import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { Refusal } from '../../domain/refusal.ts';
import type { ExportFile } from './file.ts';

// Lambda answers with 6 MB at most, in which binary files are written as Base64.
const most = 4 * 1024 * 1024;

const tooLarge = (): Refusal => {
  const detail =
    'The file would pass 4 MB, which is as much as is answered at once: have it written in the background by POST /v1/exports, narrow the filter by contributor, mission or state, or ask for CSV or JSON Lines with Accept-Encoding: gzip.';
  return new Refusal('export_too_large', detail, [
    { pointer: '/file', code: 'too_large_at_once', detail },
  ]);
};

const shrunk = (chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> => {
  const gzip = createGzip();
  // An error of the source reaches whoever reads.
  pipeline(Readable.from(chunks), gzip, () => {});
  return gzip;
};

const gathered = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > most) throw tooLarge();
    all.push(chunk);
  }
  return Buffer.concat(all);
};

const takesGzip = (headers: Headers): boolean =>
  /(?:^|[\s,])gzip(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/i.test(headers.get('accept-encoding') ?? '');

/** A small file that is answered at once: its bytes, and the headers that tell of them. */
export interface AtOnce {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
  readonly headers: Record<string, string>;
}

/** The whole file, compressed where it shrinks and the reader takes that. Refused when it is too large. */
export const atOnce = async (file: ExportFile, asked: Headers): Promise<AtOnce> => {
  const isShrunk = file.shrinks && takesGzip(asked);
  const bytes = await gathered(isShrunk ? shrunk(file.chunks) : file.chunks);
  const digest = createHash('sha256').update(bytes).digest('base64');
  const manifest = file.manifest?.();
  return {
    bytes: Uint8Array.from(bytes),
    etag: `"${digest.slice(0, 43).replaceAll('+', '-').replaceAll('/', '_')}"`,
    headers: {
      'content-type': file.mediaType,
      'content-disposition': `attachment; filename="ora-${file.name}"`,
      'content-digest': `sha-256=:${digest}:`,
      ...(file.shrinks && { vary: 'Accept-Encoding' }),
      ...(isShrunk && { 'content-encoding': 'gzip' }),
      ...(manifest && { 'ora-rows': String(manifest.rows), 'ora-rows-sha256': manifest.sha256 }),
    },
  };
};
