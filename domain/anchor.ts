import * as z from 'zod';
import { Instant } from './text.ts';

/** How far one chain had come: its id, the number of its events, and the hash of the last. */
export const Leaf = z.tuple([z.string(), z.int().min(1), z.string()]);
export type Leaf = z.output<typeof Leaf>;

/** The chains that there are: of each review, and of the dialogue on each mission. */
export const ChainKind = z.enum(['review', 'dialogue']);
export type ChainKind = z.output<typeof ChainKind>;

/** The name of a chain among the leaves. A review goes by its own id. */
export const leafId = (kind: ChainKind, id: string): string =>
  kind === 'review' ? id : `${kind}/${id}`;

/** The chain of a leaf as people read it: `review 0a1b…`, `dialogue MINUSCA`. */
export const chainName = (leaf: string): string =>
  leaf.includes('/') ? leaf.replace('/', ' ') : `review ${leaf}`;

/** The state of all chains at one time, under one signed Merkle root. Written once, never changed. */
export const Anchor = z
  .strictObject({
    n: z.int().min(1),
    /** Every event up to this instant is under the root; younger ones may be. */
    asOf: Instant,
    count: z.int().min(0),
    /** Root of the Merkle tree of all leaves; base64url. */
    root: z.string(),
    /** Hash of the anchor before; empty for the first. */
    prev: z.string(),
    /** `changed` has all leaves, not only those that moved since the anchor before. */
    full: z.literal(true).optional(),
    changed: z.array(Leaf),
    /** Id of the key that signed, and its signature; base64url. */
    key: z.string(),
    signature: z.string(),
  })
  .meta({ id: 'Anchor' });
export type Anchor = z.output<typeof Anchor>;

/** An anchor without its leaves, as whoever may not read them gets it: its signature holds all the same. */
export const AnchorHeader = Anchor.omit({ full: true, changed: true }).meta({ id: 'AnchorHeader' });
export type AnchorHeader = z.output<typeof AnchorHeader>;

/** An anchor as somebody saved it: with leaves, or without. */
export const SavedAnchor = Anchor.partial({ changed: true });
export type SavedAnchor = z.output<typeof SavedAnchor>;

/** What is signed of an anchor: the root stands for the leaves. */
export type UnsignedHeader = Omit<AnchorHeader, 'key' | 'signature'>;

/** The signed part of an anchor, and what signed it. */
export const headerOf = ({ full: _, changed: __, ...header }: SavedAnchor): AnchorHeader => header;

/** The leaves of one time, by the id of their chain. */
export type Leaves = ReadonlyMap<string, Leaf>;

/** The leaves of an anchor, from those of the anchor before. */
export const leavesAfter = (before: Leaves, { full, changed }: Anchor): Leaves =>
  new Map([...(full ? [] : before), ...changed.map((leaf) => [leaf[0], leaf] as const)]);

const bytes = new TextEncoder();

/** What the tree hashes of a leaf. */
export const leafBytes = (leaf: Leaf): Uint8Array => bytes.encode(leaf.join('\n'));

/** All leaves in the order of the tree: by the id of their chain. */
export const inOrder = (leaves: Leaves): Leaf[] =>
  [...leaves.values()].sort(([a], [b]) => (a < b ? -1 : 1));

/** The leaves that are not as they were, in the order of the tree. */
export const changedLeaves = (before: Leaves, leaves: Leaves): Leaf[] =>
  inOrder(leaves).filter(([id, seq, head]) => {
    const old = before.get(id);
    return old?.[1] !== seq || old[2] !== head;
  });

const day = 24 * 60 * 60_000;

/** Whether an hour may go without an anchor of its own: nothing moved, and the last one is younger than a day. */
export const maySkip = (last: Anchor | undefined, asOf: string, changed: number): boolean =>
  last !== undefined && changed === 0 && Date.parse(asOf) - Date.parse(last.asOf) < day;

/** Whether an anchor carries all leaves: the first one, and the first of each day of UTC. */
export const isFull = (last: Anchor | undefined, asOf: string): boolean =>
  last?.asOf.slice(0, 10) !== asOf.slice(0, 10);
