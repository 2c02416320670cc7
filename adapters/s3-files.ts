import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { FoundFile } from '../domain/dossier/evidence.ts';
import { evidenceLimits, sampleBytes } from '../domain/dossier/evidence-types.ts';
import { attachmentNamed } from './attachment.ts';
import { now } from './clock.ts';
import { setting } from './environment.ts';
import type { Files } from './files.ts';
import { classified } from './unavailable.ts';

const expiresIn = evidenceLimits.linkSeconds;

const expiresAt = (): string => new Date(now() + expiresIn * 1000).toISOString();

const place = (Key: string) => ({ Bucket: setting('EVIDENCE_BUCKET'), Key });

const uploadLink = async (
  client: S3Client,
  key: string,
  { size, sha256, type }: Parameters<Files['uploadLink']>[1],
) => {
  const checksum = Buffer.from(sha256, 'hex').toString('base64');
  const command = new PutObjectCommand({
    ...place(key),
    ContentLength: size,
    ContentType: type,
    ChecksumSHA256: checksum,
  });
  const url = await getSignedUrl(client, command, {
    expiresIn,
    // In the query, where the signer would put it, S3 takes no notice of the checksum.
    unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
    signableHeaders: new Set(['host', 'content-length', 'content-type', 'x-amz-checksum-sha256']),
  });
  const headers = { 'content-type': type, 'x-amz-checksum-sha256': checksum };
  return { method: 'PUT', url, headers, expiresAt: expiresAt() } as const;
};

const downloadLink = async (
  client: S3Client,
  key: string,
  { name, type }: Parameters<Files['downloadLink']>[1],
) => {
  const command = new GetObjectCommand({
    ...place(key),
    ResponseContentDisposition: attachmentNamed(name),
    ResponseContentType: type,
    ResponseCacheControl: 'no-store',
  });
  return { url: await getSignedUrl(client, command, { expiresIn }), expiresAt: expiresAt() };
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'NotFound' || error.name === 'NoSuchKey');

const find = async (client: S3Client, key: string): Promise<FoundFile | undefined> => {
  try {
    const { ContentLength = 0, ChecksumSHA256 = '' } = await client.send(
      new HeadObjectCommand({ ...place(key), ChecksumMode: 'ENABLED' }),
    );
    const { Body } = await client.send(
      new GetObjectCommand({ ...place(key), Range: `bytes=0-${sampleBytes - 1}` }),
    );
    return {
      size: ContentLength,
      sha256: Buffer.from(ChecksumSHA256, 'base64').toString('hex'),
      sample: (await Body?.transformToByteArray()) ?? new Uint8Array(),
    };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw classified(error);
  }
};

const discard = async (client: S3Client, key: string): Promise<void> => {
  try {
    await client.send(new DeleteObjectCommand(place(key)));
  } catch (error) {
    throw classified(error);
  }
};

/** Files in the evidence bucket. S3 itself refuses bytes of another length or hash than were announced. */
export const s3Files = (config: S3ClientConfig = {}): Files => {
  // A part of an object is read here: the checksum of the whole says nothing about it.
  const client = new S3Client({ responseChecksumValidation: 'WHEN_REQUIRED', ...config });
  return {
    uploadLink: (key, file) => uploadLink(client, key, file),
    downloadLink: (key, file) => downloadLink(client, key, file),
    find: (key) => find(client, key),
    discard: (key) => discard(client, key),
  };
};
