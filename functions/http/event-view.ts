import * as z from 'zod';
import type { By, Event } from '../../domain/events.ts';
import { Instant } from '../../domain/text.ts';
import { mayKnow, shownFacts } from './event-facts.ts';
import type { Sight } from './sight.ts';

/** An event on the wire. Its hash stands for the whole event, also where fields are left out. */
export const EventView = z
  .object({
    seq: z.int(),
    type: z.string(),
    at: Instant,
    by: z
      .object({ person: z.string().optional(), for: z.string().optional(), role: z.string() })
      .optional(),
    facts: z.record(z.string(), z.unknown()),
    prev: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'Event' });

/** Who acted: people are named to the Secretariat, to the other parties only their role. */
const shownBy = ({ person, for: delegator, role }: By, { side }: Sight) =>
  side === 'secretariat' ? { person, ...(delegator && { for: delegator }), role } : { role };

/**
 * An event as this person may see it. Of what they may not even know of, the place in the chain is left, as
 * `withheld`.
 */
export const eventViewOf = (event: Event, sight: Sight): z.output<typeof EventView> => {
  const { seq, type, at, by, prev, hash } = event;
  if (!mayKnow(event, sight)) return { seq, type: 'withheld', at, facts: {}, prev, hash };
  return {
    seq,
    type,
    at,
    ...(by && { by: shownBy(by, sight) }),
    facts: shownFacts(event, sight),
    prev,
    hash,
  };
};
