import type { Leaves, SavedAnchor } from '../anchor.ts';
import { cannotTell } from './cannot-tell.ts';
import { type SoundAnchor, soundAnchors } from './check-anchors.ts';
import { firstMisfit, type Given } from './check-chain.ts';
import { denied, deniedByAnchor, type Outlines } from './check-leaves.ts';
import { firstShownMisfit, otherRoot } from './check-shown.ts';
import { earliest, type Misfit } from './misfit.ts';
import { outlinesOf, signedSince } from './outlines.ts';
import { type KeptReceipt, leafOf } from './receipt.ts';
import { type ExportedChain, isOfOneParty } from './record-export.ts';
import type { SignatureCheck, Tools } from './tools.ts';
import { type Vouched, vouchedFor } from './vouched.ts';

/** An export, and what of it comes from elsewhere: each of the three may be missing. */
export interface Evidence {
  /** When the export says it was begun. */
  readonly exportedAt: string;
  readonly chains: readonly ExportedChain[];
  readonly check?: SignatureCheck | undefined;
  readonly anchors?: readonly SavedAnchor[] | undefined;
  readonly receipts?: readonly KeptReceipt[] | undefined;
}

export interface Report extends Vouched {
  readonly chains: number;
  readonly events: number;
  readonly anchors: number;
  readonly receipts: number;
  /** At most one of each chain: the first event that does not fit. */
  readonly misfits: readonly Misfit[];
  /** Claims that cannot be made, each with what would let one make it. */
  readonly cannotTell: readonly string[];
}

const checkAnchors = (evidence: Evidence, outlines: Outlines, tools: Tools) => {
  const { anchors = [], check, chains } = evidence;
  const sound = soundAnchors(anchors, tools, check);
  const misfits: Misfit[] = [];
  const saved = new Map<number, string>();
  let last: SoundAnchor | undefined;
  let before: Leaves | undefined;
  for (;;) {
    const { value, done } = sound.next();
    if (done) return { last, saved, misfits: [...misfits, ...(value ? [value] : [])] };
    misfits.push(...deniedByAnchor(value, before, outlines, isOfOneParty(chains)));
    saved.set(value.header.n, tools.anchorHash(value.header));
    before = value.leaves;
    last = value;
  }
};

const checkReceipts = ({ receipts = [] }: Evidence, outlines: Outlines): Misfit[] =>
  receipts.flatMap((receipt) => {
    const leaf = leafOf(receipt);
    return denied(outlines.get(leaf[0]), leaf, 'a receipt') ?? [];
  });

const twice = (chains: readonly ExportedChain[]): Misfit[] => {
  const all = chains.map(({ kind, id }) => `${kind} ${id}`);
  return all
    .filter((name, index) => all.indexOf(name) < index)
    .map((name) => ({ chain: name, seq: 1, why: 'is in the export twice' }));
};

/** What is wrong with the chains themselves, without roots and receipts. */
const checkChains = (
  { chains }: Evidence,
  given: Given,
  saved: ReadonlyMap<number, string>,
): Misfit[] =>
  chains.flatMap((chain) =>
    chain.whole
      ? (firstMisfit(chain, given) ?? [])
      : (firstShownMisfit(chain, given) ?? otherRoot(chain, saved, given.tools) ?? []),
  );

/** A root that is wrong counts by itself; of each chain, the first event that does not fit. */
const perChain = (misfits: readonly Misfit[]): Misfit[] => {
  const byChain = Map.groupBy(misfits, ({ chain, anchor }) => chain ?? `root ${anchor}`);
  return [...byChain.values()].flatMap((each) => earliest(each) ?? []);
};

/**
 * Verifies an export against keys, roots and receipts that come from elsewhere, as far as they are
 * given. Pure: whatever hashes or checks signatures is handed in.
 */
export const verifyRecord = (evidence: Evidence, tools: Tools): Report => {
  const { chains, check, anchors = [], receipts = [] } = evidence;
  const outlines = outlinesOf(chains);
  const given = { tools, check, signedSince: signedSince(chains, anchors) };
  const { last, saved, misfits: denials } = checkAnchors(evidence, outlines, tools);
  const misfits = perChain([
    ...twice(chains),
    ...checkChains(evidence, given, saved),
    ...denials,
    ...checkReceipts(evidence, outlines),
  ]);
  return {
    chains: chains.length,
    events: chains.reduce((sum, { events }) => sum + events.length, 0),
    anchors: anchors.length,
    receipts: receipts.length,
    misfits,
    ...vouchedFor(evidence, last, outlines),
    cannotTell: cannotTell(evidence, last, misfits),
  };
};
