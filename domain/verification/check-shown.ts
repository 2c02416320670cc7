import * as z from 'zod';
import { Instant } from '../text.ts';
import { type Given, unsigned } from './check-chain.ts';
import type { Misfit } from './misfit.ts';
import type { ExportedShown } from './record-export.ts';
import type { Tools } from './tools.ts';

const ShownEvent = z.looseObject({
  seq: z.int(),
  type: z.string(),
  at: Instant,
  prev: z.string(),
  hash: z.string(),
});

/** Why a head is not under the root that its proof names, or that root not signed. */
const outside = (chain: ExportedShown, { tools, check }: Given): Misfit | undefined => {
  const { inclusion, events, id } = chain;
  if (!inclusion) return undefined;
  const { anchor, seq, head, index, path } = inclusion;
  const name = `${chain.kind} ${id}`;
  const place = { index, count: anchor.count };
  const event = ShownEvent.safeParse(events[seq - 1]);
  if (!event.success || event.data.hash !== head)
    return { chain: name, seq, why: `is not the one that root ${anchor.n} holds` };
  if (tools.rootOfPath([id, seq, head], place, path) !== anchor.root)
    return { chain: name, seq, anchor: anchor.n, why: `is not under root ${anchor.n}` };
  const { key, signature: value } = anchor;
  if (check && check(tools.anchorMessage(anchor), { key, value }) !== 'right')
    return { anchor: anchor.n, why: 'is not signed by a key that is given' };
  return undefined;
};

/**
 * The first event of a chain with hidden fields that does not fit: its hashes are taken as they are,
 * but must follow each other, carry the signatures of the stage closes, and lead to a signed root.
 */
export const firstShownMisfit = (chain: ExportedShown, given: Given): Misfit | undefined => {
  const name = `${chain.kind} ${chain.id}`;
  let before = '';
  for (const [index, raw] of chain.events.entries()) {
    const { success, data: event } = ShownEvent.safeParse(raw);
    if (!success) return { chain: name, seq: index + 1, why: 'cannot be read' };
    const why =
      event.seq !== index + 1 || event.prev !== before
        ? 'does not follow the event before it'
        : unsigned({ chain, event: { ...event, facts: event } }, given);
    if (why) return { chain: name, seq: index + 1, why };
    before = event.hash;
  }
  return outside(chain, given);
};

/** The root that a proof names, where it is not the one that was saved under its number. */
export const otherRoot = (
  { kind, id, inclusion }: ExportedShown,
  saved: ReadonlyMap<number, string>,
  { anchorHash }: Tools,
): Misfit | undefined => {
  const known = inclusion && saved.get(inclusion.anchor.n);
  if (!inclusion || known === undefined || known === anchorHash(inclusion.anchor)) return undefined;
  const { n } = inclusion.anchor;
  return { chain: `${kind} ${id}`, anchor: n, why: `names another root ${n} than the one saved` };
};
