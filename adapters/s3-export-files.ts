import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  S3Client,
  type S3ClientConfig,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { attachmentNamed } from './attachment.ts';
import { now } from './clock.ts';
import { setting } from './environment.ts';
import type { ExportFiles } from './export-files.ts';
import { classified } from './unavailable.ts';

const expiresIn = 300;

// A file has 10,000 parts at most: this is enough for 80 GB, and as much as is kept in memory.
const partSize = 8 * 1024 * 1024;

const place = (Key: string) => ({ Bucket: setting('EXPORT_BUCKET'), Key });

/** Chunks in portions of a part's size; the last one is what is left, also where that is nothing. */
async function* partsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < partSize) continue;
    const all = Buffer.concat(waiting);
    let from = 0;
    for (; all.length - from >= partSize; from += partSize)
      yield all.subarray(from, from + partSize);
    waiting = [Buffer.from(all.subarray(from))];
    size = all.length - from;
  }
  yield Buffer.concat(waiting);
}

const uploadAll = async (
  client: S3Client,
  upload: { Bucket: string; Key: string; UploadId: string | undefined },
  chunks: AsyncIterable<Uint8Array>,
): Promise<number> => {
  const Parts: CompletedPart[] = [];
  let bytes = 0;
  for await (const Body of partsOf(chunks)) {
    const PartNumber = Parts.length + 1;
    const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
    Parts.push({ ETag, PartNumber });
    bytes += Body.length;
  }
  await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  return bytes;
};

const write = async (client: S3Client, key: string, chunks: AsyncIterable<Uint8Array>) => {
  try {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(place(key)));
    const upload = { ...place(key), UploadId };
    try {
      return await uploadAll(client, upload, chunks);
    } catch (error) {
      // Whatever cannot be aborted now, the bucket aborts within a day.
      await client.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
      throw error;
    }
  } catch (error) {
    throw classified(error);
  }
};

const downloadLink = async (
  client: S3Client,
  key: string,
  { name, type }: { name: string; type: string },
) => {
  const command = new GetObjectCommand({
    ...place(key),
    ResponseContentDisposition: attachmentNamed(name),
    ResponseContentType: type,
    ResponseCacheControl: 'no-store',
  });
  const url = await getSignedUrl(client, command, { expiresIn });
  return { url, expiresAt: new Date(now() + expiresIn * 1000).toISOString() };
};

/** Exports in a bucket of their own, which forgets them after a day. */
export const s3ExportFiles = (config: S3ClientConfig = {}): ExportFiles => {
  const client = new S3Client(config);
  return {
    write: (key, chunks) => write(client, key, chunks),
    downloadLink: (key, file) => downloadLink(client, key, file),
    discard: async (key) => {
      try {
        await client.send(new DeleteObjectCommand(place(key)));
      } catch (error) {
        throw classified(error);
      }
    },
  };
};
