import { type Anchor, type Leaves, leavesAfter } from '../domain/anchor.ts';
import { anchorHash } from './hashing.ts';

/** Where anchors are kept: numbered from 1 without a gap, and none of them ever changed. */
export interface Anchors {
  latest(): Promise<Anchor | undefined>;
  /** The anchor of a number that was written. */
  read(n: number): Promise<Anchor>;
  /** Writes the next anchor; false when there is one of this number already. */
  append(anchor: Anchor): Promise<boolean>;
}

let chosen: Anchors | undefined;

/** Keeps the anchors elsewhere: the embedded host appends them to a file. */
export const useAnchors = (anchors: Anchors): void => {
  chosen = anchors;
};

// Loaded when it is needed: the embedded host starts without the SDK of S3.
export const anchors = async (): Promise<Anchors> => {
  chosen ??= (await import('./s3-anchors.ts')).s3Anchors();
  return chosen;
};

let remembered: { readonly hash: string; readonly leaves: Leaves } | undefined;

/** The leaves of an anchor: those of the last full one, and what moved since. */
export const leavesOf = async (anchor: Anchor): Promise<Leaves> => {
  const hash = anchorHash(anchor);
  if (remembered?.hash === hash) return remembered.leaves;
  const store = await anchors();
  const since = [anchor];
  for (let first = anchor; !first.full; since.unshift(first)) first = await store.read(first.n - 1);
  const leaves = since.reduce<Leaves>(leavesAfter, new Map());
  remembered = { hash, leaves };
  return leaves;
};
