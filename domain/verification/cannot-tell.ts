import type { SoundAnchor } from './check-anchors.ts';
import { withheld } from './check-chain.ts';
import type { Misfit } from './misfit.ts';
import { type ExportedChain, isOfOneParty } from './record-export.ts';
import type { Evidence } from './verify-record.ts';

const hiddenIn = (chains: readonly ExportedChain[]): number =>
  chains
    .filter(({ whole }) => whole)
    .flatMap(({ events }) => events)
    .filter(({ type }) => type === withheld).length;

/** Whether a root that was made after the export is what something does not fit. */
const isTooYoung = (
  { anchors = [], exportedAt }: Evidence,
  misfits: readonly Misfit[],
): boolean => {
  const young = new Set(anchors.filter(({ asOf }) => asOf > exportedAt).map(({ n }) => n));
  return misfits.some(({ anchor }) => anchor !== undefined && young.has(anchor));
};

/** The claims that cannot be made, each with what would let one make it. */
export const cannotTell = (
  evidence: Evidence,
  last: SoundAnchor | undefined,
  misfits: readonly Misfit[],
): string[] => {
  const { check, anchors, receipts, exportedAt, chains } = evidence;
  const hidden = hiddenIn(chains);
  const claims: [boolean, string][] = [
    [
      check === undefined,
      'Who closed each stage, and who made the roots: give --keys. Without them, whoever can write to the table could have written all of this.',
    ],
    [
      anchors === undefined,
      'Whether a review was left out, cut off at its end, written anew as a whole, or invented later: give --roots.',
    ],
    [
      isOfOneParty(chains),
      'Whether a review was left out: one party exports only the reviews that it may see.',
    ],
    [
      receipts === undefined,
      'Whether what is younger than the last root was changed: give the receipts that people were handed, with --receipt.',
    ],
    [
      last !== undefined && !last.leaves && chains.some(({ whole }) => whole),
      'What the roots say of each review: these roots were saved without their leaves, which only the Secretariat is given.',
    ],
    [
      isTooYoung(evidence, misfits),
      `Whether the export only came too early: it says it was made at ${exportedAt}, before some of the roots that it does not fit. Save the roots first, then export.`,
    ],
    [
      chains.some(({ whole }) => !whole),
      'Whether the hidden fields are what their hashes say: this is not the whole record.',
    ],
    [
      hidden > 0,
      `What ${hidden} of the events say: they are withheld from whoever exported them, and their hashes stand for them.`,
    ],
  ];
  return claims.flatMap(([applies, claim]) => (applies ? [claim] : []));
};
