import * as z from 'zod';
import { canonical, sha256 } from '../../adapters/hashing.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Head } from '../../domain/review.ts';
import { versionsBetween } from '../../instruments/catalogue.ts';

export const ToVersion = z.int().min(1);

/** SHA-256 of a preview, by which it is approved; base64url. */
export const Digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'the digest of the preview');

/** The digest of what a preview of this review shows. */
export const digestOf = (review: string, preview: object): string =>
  sha256(`ora.preview.v1\n${review}\n${canonical(preview)}`);

/** Refuses an approval of something else than what would happen now. */
export const requireApproved = (approved: string, digest: string): void => {
  if (approved !== digest)
    throw new Refusal(
      'stale_version',
      'What was approved is not what would happen now: ask for the preview again, look at it, and approve its digest.',
    );
};

/** The versions from the one a review is pinned to up to the one wanted; refused where none leads there. */
export const versionsTo = (
  { instrument: { id, version } }: Head,
  toVersion: number,
): readonly [Instrument, ...Instrument[]] => {
  const [first, ...later] = versionsBetween(id, version, toVersion);
  if (first) return [first, ...later];
  const detail = `The review is pinned to version ${version}, and no mapping leads from there to version ${toVersion}: see /v1/instruments.`;
  throw new Refusal('unknown_reference', 'There is no such version to go to.', [
    { pointer: '/toVersion', code: 'unknown_reference', detail },
  ]);
};
