import { type Anchor, changedLeaves, isFull, type Leaves, maySkip } from '../domain/anchor.ts';
import { anchors, leavesOf } from './anchors.ts';
import { chainHeads } from './chain-heads.ts';
import { now } from './clock.ts';
import { anchorHash, anchorMessage, rootOf } from './hashing.ts';
import { sign } from './signing.ts';

/**
 * How long an event may be on its way: longer than any function that writes one may run, and than an
 * index lags behind. What is older than this when the reading begins has been read.
 */
const onItsWay = 60_000;

/** The instant up to which everything has been read; anchors never go back. */
const settledBy = (last: Anchor | undefined, milliseconds: number): string => {
  const asOf = new Date(now() - milliseconds).toISOString();
  return last && last.asOf > asOf ? last.asOf : asOf;
};

const anchorAfter = (last: Anchor | undefined, asOf: string, before: Leaves, leaves: Leaves) => {
  const full = isFull(last, asOf);
  return {
    n: (last?.n ?? 0) + 1,
    asOf,
    count: leaves.size,
    root: rootOf(leaves),
    prev: last ? anchorHash(last) : '',
    ...(full && { full }),
    changed: changedLeaves(full ? new Map() : before, leaves),
  } as const;
};

/**
 * Writes the next anchor: how far every chain has come, under one signed root. `settling` is how
 * long an event may be on its way, in milliseconds; a host that has stopped writing says 0. False
 * where nothing moved for less than a day, or another run was faster.
 */
export const anchorHeads = async (settling = onItsWay): Promise<boolean> => {
  const store = await anchors();
  const last = await store.latest();
  const asOf = settledBy(last, settling);
  const before = last ? await leavesOf(last) : new Map();
  const leaves = await chainHeads(before);
  if (maySkip(last, asOf, changedLeaves(before, leaves).length)) return false;
  const anchor = anchorAfter(last, asOf, before, leaves);
  const { key, value: signature } = await sign(anchorMessage(anchor));
  return store.append({ ...anchor, key, signature });
};
