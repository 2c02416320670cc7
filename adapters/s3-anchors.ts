import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Anchor } from '../domain/anchor.ts';
import type { Anchors } from './anchors.ts';
import { setting } from './environment.ts';
import { classified } from './unavailable.ts';

let client = new S3Client({});

/** Gives the anchors another client: tests keep S3 on this machine. */
export const useAnchorStorage = (other: S3Client): void => {
  client = other;
};

const folder = 'anchors/';
const keyOf = (n: number): string => `${folder}${String(n).padStart(8, '0')}.json`;

const sent = async <T>(request: Promise<T>): Promise<T> => {
  try {
    return await request;
  } catch (error) {
    throw classified(error);
  }
};

const hasAfter = async (n: number): Promise<boolean> => {
  const { KeyCount = 0 } = await sent(
    client.send(
      new ListObjectsV2Command({
        Bucket: setting('ANCHOR_BUCKET'),
        Prefix: folder,
        StartAfter: keyOf(n),
        MaxKeys: 1,
      }),
    ),
  );
  return KeyCount > 0;
};

/** The highest number, which is not below one that is `known`: leaps ahead until nothing follows, then halves. A listing is in order of the keys, oldest first. */
const latestNumber = async (known: number): Promise<number> => {
  let low = known;
  let high = known;
  for (let leap = 1; await hasAfter(high); leap *= 2) {
    low = high + 1;
    high += leap;
  }
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await hasAfter(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
};

const read = async (n: number): Promise<Anchor> => {
  const Bucket = setting('ANCHOR_BUCKET');
  const { Body } = await sent(client.send(new GetObjectCommand({ Bucket, Key: keyOf(n) })));
  return Anchor.parse(JSON.parse((await Body?.transformToString()) ?? ''));
};

const append = async (anchor: Anchor): Promise<boolean> => {
  try {
    await client.send(
      new PutObjectCommand({
        Bucket: setting('ANCHOR_BUCKET'),
        Key: keyOf(anchor.n),
        Body: JSON.stringify(anchor),
        ContentType: 'application/json',
        IfNoneMatch: '*',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'PreconditionFailed') return false;
    throw classified(error);
  }
};

/** A bucket with Object Lock: an object per anchor, which may be put where there is none, and never again. */
export const s3Anchors = (): Anchors => {
  let known = 0;
  return {
    latest: async () => {
      known = await latestNumber(known);
      return known === 0 ? undefined : read(known);
    },
    read,
    append,
  };
};
