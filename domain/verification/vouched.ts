import type { SoundAnchor } from './check-anchors.ts';
import type { Outlines } from './check-leaves.ts';
import { leafOf } from './receipt.ts';
import type { ExportedChain } from './record-export.ts';
import type { Evidence } from './verify-record.ts';

/** How far the record is vouched for. */
export interface Vouched {
  /** Nothing before this instant can have been changed, left out or added by anybody without the key. */
  readonly vouchedUpTo?: string | undefined;
  /** Events that are under no root, and how many of them a receipt protects. */
  readonly young: { readonly events: number; readonly underReceipt: number };
}

/** The seq up to which receipts vouch for a chain. */
const underReceipts = ({ receipts = [] }: Evidence): Map<string, number> => {
  const highest = new Map<string, number>();
  for (const [id, seq] of receipts.map(leafOf))
    highest.set(id, Math.max(seq, highest.get(id) ?? 0));
  return highest;
};

const underProof = ({ chains }: Evidence): Map<string, number> =>
  new Map(
    chains.flatMap((chain) =>
      !chain.whole && chain.inclusion ? [[chain.id, chain.inclusion.seq]] : [],
    ),
  );

const youngOf = (evidence: Evidence, last: SoundAnchor | undefined, outlines: Outlines) => {
  const receipts = underReceipts(evidence);
  const proofs = underProof(evidence);
  let [events, underReceipt] = [0, 0];
  for (const [id, outline] of outlines) {
    const anchored = last?.leaves?.get(id)?.[1] ?? proofs.get(id) ?? 0;
    const count = outline.events.length;
    events += Math.max(0, count - anchored);
    underReceipt += Math.max(0, Math.min(count, receipts.get(id) ?? 0) - anchored);
  }
  return { events, underReceipt };
};

/**
 * The instant of the last root that is signed by a key that was given: of all leaves, or of every proof.
 * A chain without a proof may only be younger than that; what came after a root has none yet.
 */
const instantOf = ({ check, chains }: Evidence, last: SoundAnchor | undefined) => {
  if (!check) return undefined;
  if (last?.leaves) return last.header.asOf;
  const proofOf = (chain: ExportedChain) => (chain.whole ? undefined : chain.inclusion);
  const [instant] = chains.flatMap((chain) => proofOf(chain)?.anchor.asOf ?? []).sort();
  if (instant === undefined) return undefined;
  const unproven = chains.filter((chain) => !proofOf(chain));
  const isYounger = ({ events }: ExportedChain) => (events[0]?.at ?? '') > instant;
  return unproven.every(isYounger) ? instant : undefined;
};

export const vouchedFor = (
  evidence: Evidence,
  last: SoundAnchor | undefined,
  outlines: Outlines,
): Vouched => ({
  vouchedUpTo: instantOf(evidence, last),
  young: youngOf(evidence, last, outlines),
});
