import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Event } from '../domain/events.ts';

/** SHA-256 as 43 characters of base64url. */
export const sha256 = (value: string): string =>
  createHash('sha256').update(value, 'utf8').digest('base64url');

/** The canonical JSON of a value (RFC 8785): the bytes that are hashed and compared. */
export const canonical = (value: unknown): string => {
  const bytes = canonicalize(value);
  if (bytes === undefined) throw new Error('a value without canonical JSON');
  return bytes;
};

type Unhashed<E extends Event = Event> = E extends Event ? Omit<E, 'hash'> : never;

/** The hash that chains an event to all events before it. */
export const eventHash = (review: string, event: Unhashed): string =>
  sha256(`ora.event.v1\n${review}\n${canonical(event)}`);
