import {
  Anchor,
  type AnchorHeader,
  headerOf,
  type Leaves,
  leavesAfter,
  type SavedAnchor,
} from '../anchor.ts';
import type { Misfit } from './misfit.ts';
import type { SignatureCheck, Tools } from './tools.ts';

/** An anchor that fits those before it; its leaves are unknown where it was saved without them. */
export interface SoundAnchor {
  readonly header: AnchorHeader;
  readonly leaves: Leaves | undefined;
}

/** Why the header of an anchor does not fit; undefined when it does. */
const wrongHeader = (
  header: AnchorHeader,
  before: AnchorHeader | undefined,
  tools: Tools,
  check: SignatureCheck | undefined,
): string | undefined => {
  if (before && header.n !== before.n + 1)
    return `follows root ${before.n}: those between are missing`;
  if (before && header.prev !== tools.anchorHash(before))
    return 'does not follow the root before it';
  if (!before && header.n === 1 && header.prev !== '') return 'says there is one before the first';
  if (before && header.asOf < before.asOf) return 'lies before the root before it in time';
  const { key, signature: value } = header;
  const said = check?.(tools.anchorMessage(header), { key, value });
  if (said === 'unknown key') return `is signed by ${key}, which is none of the keys given`;
  return said === 'wrong' ? 'is not signed by the key that it names' : undefined;
};

const leavesOf = (anchor: SavedAnchor, before: Leaves | undefined): Leaves | undefined => {
  const whole = Anchor.safeParse(anchor);
  if (!whole.success || !(whole.data.full || before)) return undefined;
  return leavesAfter(before ?? new Map(), whole.data);
};

const wrongLeaves = ({ root, count }: AnchorHeader, leaves: Leaves, tools: Tools) =>
  leaves.size === count && tools.rootOf(leaves) === root
    ? undefined
    : 'is not the root of the leaves that are saved with it';

/**
 * Each anchor in its order, as long as it fits those before it: number, hash of the one before, time,
 * signature where keys are given, and the root where the leaves were saved. Ends with the first misfit.
 */
export function* soundAnchors(
  anchors: readonly SavedAnchor[],
  tools: Tools,
  check: SignatureCheck | undefined,
): Generator<SoundAnchor, Misfit | undefined> {
  let before: SoundAnchor | undefined;
  for (const anchor of anchors.toSorted((a, b) => a.n - b.n)) {
    const header = headerOf(anchor);
    const leaves = leavesOf(anchor, before?.leaves);
    const why =
      wrongHeader(header, before?.header, tools, check) ??
      (leaves && wrongLeaves(header, leaves, tools));
    if (why) return { anchor: header.n, why };
    before = { header, leaves };
    yield before;
  }
  return undefined;
}
