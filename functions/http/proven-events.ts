import { eventHash } from '../../adapters/hashing.ts';
import { Event } from '../../domain/events.ts';
import { mayKnow } from './event-facts.ts';
import { eventViewOf } from './event-view.ts';
import type { Sight } from './sight.ts';

type Raw = Record<string, unknown>;

const isSound = (review: string, { hash, ...unhashed }: Event): boolean => {
  try {
    return eventHash(review, unhashed as never) === hash;
  } catch {
    return false;
  }
};

/**
 * An event as it lies in the table, for whoever reads all voices. Of what even they may not know of,
 * the place in the chain; where that does not hold any more, it does not count as withheld.
 */
export const rawView = (review: string, raw: Raw, sight: Sight): Raw => {
  const parsed = Event.safeParse(raw);
  // What no release wrote says nothing that could be kept from anybody but that it is there.
  if (parsed.success && mayKnow(parsed.data, sight)) return raw;
  const { seq, at, prev, hash } = raw;
  const isWithheld = parsed.success && isSound(review, parsed.data);
  return { seq, type: isWithheld ? 'withheld' : 'unreadable', at, facts: {}, prev, hash };
};

/** An event with the fields that its reader may see, and the signature that can be checked without the rest. */
export const shownView = (event: Event, sight: Sight): Raw => ({
  ...eventViewOf(event, sight),
  ...('signature' in event.facts && { signature: event.facts.signature }),
});
