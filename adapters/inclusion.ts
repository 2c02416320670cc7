import { headerOf, inOrder, leafBytes } from '../domain/anchor.ts';
import { inclusionPath } from '../domain/merkle.ts';
import type { Inclusion } from '../domain/verification/record-export.ts';
import { anchors, leavesOf } from './anchors.ts';
import { digest } from './hashing.ts';

/** The way from the head of a chain to the last root; undefined while no root holds it. */
export const inclusionOf = async (id: string): Promise<Inclusion | undefined> => {
  const anchor = await (await anchors()).latest();
  if (!anchor) return undefined;
  const leaves = inOrder(await leavesOf(anchor));
  const index = leaves.findIndex(([name]) => name === id);
  const leaf = leaves[index];
  if (!leaf) return undefined;
  const path = inclusionPath(leaves.map(leafBytes), index, digest);
  return {
    anchor: headerOf(anchor),
    seq: leaf[1],
    head: leaf[2],
    index,
    path: path.map((hash) => Buffer.from(hash).toString('base64url')),
  };
};
