import { chainName, type Leaf, type Leaves } from '../anchor.ts';
import type { SoundAnchor } from './check-anchors.ts';
import type { Misfit } from './misfit.ts';

/** The little that a root can be compared with: when each event of a chain was, and its hash. */
export interface Outline {
  /** The kind and id of the chain, as in `review 0a1b…`. */
  readonly name: string;
  readonly events: readonly { readonly at: string; readonly hash: string }[];
}

/** The chains of an export by the name of their leaf. */
export type Outlines = ReadonlyMap<string, Outline>;

/** Why a chain does not hold what a leaf, or a receipt, says of it. */
export const denied = (
  outline: Outline | undefined,
  [id, seq, head]: Leaf,
  said: string,
): Misfit | undefined => {
  if (!outline)
    return { chain: chainName(id), seq: 1, why: `is missing: ${said} knows ${seq} events` };
  const { name, events } = outline;
  const event = events[seq - 1];
  if (!event)
    return { chain: name, seq: events.length + 1, why: `is not here: ${said} knows ${seq} events` };
  if (event.hash !== head) return { chain: name, seq, why: `is not the one that ${said} knows` };
  return undefined;
};

const isNew = (leaf: Leaf, before: Leaves | undefined): boolean => {
  const old = before?.get(leaf[0]);
  return old?.[1] !== leaf[1] || old[2] !== leaf[2];
};

const backdated = (
  leaf: string,
  { name, events }: Outline,
  leaves: Leaves,
  { header: { n, asOf } }: SoundAnchor,
): Misfit | undefined => {
  const seen = leaves.get(leaf)?.[1] ?? 0;
  const next = events[seen];
  if (!next || next.at >= asOf) return undefined;
  const why = `says it is of ${next.at}, but root ${n} of ${asOf} does not know it`;
  return { chain: name, seq: seen + 1, anchor: n, why };
};

/**
 * What a root says against an export: chains that are missing, cut off or rewritten, and events that
 * claim to be older than a root which does not know them. `before` are leaves compared already. One
 * party exports only what it may see: to it no chain is missing.
 */
export const deniedByAnchor = (
  anchor: SoundAnchor,
  before: Leaves | undefined,
  outlines: Outlines,
  isOneParty: boolean,
): Misfit[] => {
  const { header, leaves } = anchor;
  if (!leaves) return [];
  const isExpected = ([id]: Leaf) => !isOneParty || outlines.has(id);
  const known = [...leaves.values()].filter((leaf) => isNew(leaf, before) && isExpected(leaf));
  return [
    ...known.flatMap((leaf) => {
      const misfit = denied(outlines.get(leaf[0]), leaf, `root ${header.n} of ${header.asOf}`);
      return misfit ? { ...misfit, anchor: header.n } : [];
    }),
    ...[...outlines].flatMap(([id, outline]) => backdated(id, outline, leaves, anchor) ?? []),
  ];
};
