import * as z from 'zod';
import { canonical, sha256 } from './hashing.ts';
import { idempotencyKey } from './keys.ts';
import { absent, getItem, type Write } from './table.ts';

/** One request of one person, as its Idempotency-Key names it. */
export interface RequestIdentity {
  /** Hash of person, method, path and key. */
  readonly hash: string;
  /** Hash of key and canonical body. */
  readonly body: string;
}

/** The answer that every copy of a request gets. */
const Answer = z.object({
  status: z.int(),
  body: z.unknown(),
  etag: z.string().optional(),
  location: z.string().optional(),
});
export type KeptAnswer = z.output<typeof Answer>;

// As text: a map comes back from DynamoDB in any order, and every copy gets the very same bytes.
const Kept = z.object({ body: z.string(), answer: z.string() });

export const identify = (
  /** Who asks, and for whom. */
  person: string,
  method: string,
  path: string,
  key: string,
  body: unknown,
): RequestIdentity => ({
  hash: sha256([person, method, path, key].join('\n')),
  // With the key, which is kept nowhere: a short body, such as a name, cannot be guessed from its hash.
  body: sha256(`${key}\n${canonical(body)}`),
});

/** A new review's id comes from the request that opens it, so that no copy of it opens a second one. */
export const reviewIdOf = ({ hash }: RequestIdentity): string =>
  Buffer.from(hash, 'base64url').toString('hex').slice(0, 20);

/** A new piece of evidence is named after the request that announces it, for the same reason. */
export const evidenceIdOf = (identity: RequestIdentity): string => `ev-${reviewIdOf(identity)}`;

/** An id as this system makes them; anything else names nothing, and never reaches the table. */
export const isEvidenceId = (id: string): boolean => /^ev-[0-9a-f]{20}$/.test(id);

/** The kept answer; `reused` when the key came with another body; undefined when the request is new. */
export const keptAnswer = async (
  review: string,
  identity: RequestIdentity,
): Promise<KeptAnswer | 'reused' | undefined> => {
  const item = await getItem(idempotencyKey(review, identity.hash));
  if (!item) return undefined;
  const kept = Kept.parse(item);
  return kept.body === identity.body ? Answer.parse(JSON.parse(kept.answer)) : 'reused';
};

/** Keeps the answer for the review's life, in the transaction of the command itself. */
export const keepAnswer = (
  review: string,
  identity: RequestIdentity,
  answer: KeptAnswer,
): Write => ({
  name: 'idempotency',
  put: {
    ...idempotencyKey(review, identity.hash),
    body: identity.body,
    answer: JSON.stringify(answer),
  },
  condition: absent,
});
