import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import {
  type AnchorHeader,
  inOrder,
  type Leaves,
  leafBytes,
  type UnsignedHeader,
} from '../domain/anchor.ts';
import type { DialogueEvent } from '../domain/dialogue/events.ts';
import type { Event } from '../domain/events.ts';
import { merkleRoot } from '../domain/merkle.ts';

/** SHA-256 as 43 characters of base64url. */
export const sha256 = (value: string): string =>
  createHash('sha256').update(value, 'utf8').digest('base64url');

/** SHA-256 of bytes, as 32 bytes. */
export const digest = (bytes: Uint8Array): Uint8Array =>
  createHash('sha256').update(bytes).digest();

/** The canonical JSON of a value (RFC 8785): the bytes that are hashed and compared. */
export const canonical = (value: unknown): string => {
  const bytes = canonicalize(value);
  if (bytes === undefined) throw new Error('a value without canonical JSON');
  return bytes;
};

const isPlain = (value: object): boolean =>
  Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** Why this value itself cannot be hashed, or undefined; a member that is `undefined` counts as absent. */
const unfit = (value: unknown): string | undefined => {
  switch (typeof value) {
    case 'string':
      return value === value.normalize('NFC') ? undefined : 'is not in Unicode normal form C';
    case 'object':
      return value === null || isPlain(value) ? undefined : 'is not plain JSON';
    case 'bigint':
    case 'function':
    case 'symbol':
      return 'is not JSON';
    default:
      return undefined;
  }
};

/** Refuses what JSON cannot say, and text that would look the same and hash otherwise. */
const requireHashable = (value: unknown, pointer = ''): void => {
  const why = unfit(value);
  if (why) throw new Error(`${pointer || 'the value'} ${why}: it cannot be hashed`);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    requireHashable(name, `the name ${pointer}/${name}`);
    if (member === undefined && Array.isArray(value))
      throw new Error(`${pointer}/${name} is not JSON: it cannot be hashed`);
    requireHashable(member, `${pointer}/${name}`);
  }
};

/** The canonical bytes of what the record keeps: RFC 8785 over text in NFC. Throws for anything else. */
const recordBytes = (value: unknown): string => {
  requireHashable(value);
  return canonical(value);
};

type Unhashed<E> = E extends unknown ? Omit<E, 'hash'> : never;

/** The hash that chains an event to all events before it. Throws what cannot be hashed. */
export const eventHash = (review: string, event: Unhashed<Event>): string =>
  sha256(`ora.event.v1\n${review}\n${recordBytes(event)}`);

/** The same for the dialogue of a mission; its own tag keeps the two kinds of record apart. */
export const dialogueEventHash = (mission: string, event: Unhashed<DialogueEvent>): string =>
  sha256(`ora.dialogue-event.v1\n${mission}\n${recordBytes(event)}`);

/** The hash by which an event refers to the answers of a stage. Throws what cannot be hashed. */
export const answersHash = (answers: unknown): string => sha256(recordBytes(answers));

/** What the signature of an anchor is over. */
export const anchorMessage = ({ n, asOf, count, root, prev }: UnsignedHeader): string =>
  `ora.anchor.v1\n${recordBytes({ n, asOf, count, root, prev })}`;

/** The hash by which the next anchor refers to this one, signature included. */
export const anchorHash = ({ n, asOf, count, root, prev, key, signature }: AnchorHeader): string =>
  sha256(`ora.anchor-hash.v1\n${recordBytes({ n, asOf, count, root, prev, key, signature })}`);

/** The Merkle root of all leaves in their order; base64url. */
export const rootOf = (leaves: Leaves): string =>
  Buffer.from(merkleRoot(inOrder(leaves).map(leafBytes), digest)).toString('base64url');
