import type { Signer } from '../../adapters/signing.ts';
import type { ExportedWhole } from '../../domain/verification/record-export.ts';
import { seeded } from '../crash/seeded.ts';
import { alterations } from './alterations.ts';
import type { MadeRecord } from './record.ts';

/** One alteration: what was done, to which chains, and the first event that is not as it was. */
export interface Done {
  readonly kind: string;
  readonly names: readonly string[];
  readonly from: number;
}

/** How many events of each chain are under a root or a receipt. */
const protectedEvents = ({ anchors, receipts }: MadeRecord): Map<string, number> => {
  const upTo = new Map<string, number>();
  const raise = (id: string, seq: number) => upTo.set(id, Math.max(seq, upTo.get(id) ?? 0));
  for (const { changed } of anchors) for (const [id, seq] of changed) raise(id, seq);
  for (const receipt of receipts) if ('review' in receipt) raise(receipt.review, receipt.seq);
  return upTo;
};

const shuffled = <T>(things: readonly T[], random: () => number): T[] =>
  things
    .map((thing) => ({ thing, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ thing }) => thing);

const atOnce = 25;
const kinds = Object.keys(alterations);

const alterOne = async (
  kind: string,
  target: Parameters<(typeof alterations)[string]>[0],
  copy: Map<string, readonly ExportedWhole[]>,
): Promise<Done> => {
  const { chain, other } = target;
  const { chains, from } = (await alterations[kind]?.(target)) ?? { chains: [], from: 0 };
  const exchanged = chains.find(({ id }) => id === other.id);
  copy.set(
    chain.id,
    chains.filter(({ id }) => id !== other.id),
  );
  if (exchanged) copy.set(other.id, [exchanged]);
  const touched = chains.filter((each) => each !== chain).map(({ id }) => id);
  return { kind, from, names: touched.length > 0 ? touched : [chain.id] };
};

/** A copy of a record with 25 of its chains altered, the next kinds in turn; always the same for a number. */
export const alteredCopy = async (
  made: MadeRecord,
  number: number,
  forger: Signer,
): Promise<{ chains: ExportedWhole[]; done: Done[] }> => {
  const random = seeded(number, 'alterations');
  const upTo = protectedEvents(made);
  const copy = new Map<string, readonly ExportedWhole[]>(
    made.chains.map((chain) => [chain.id, [chain]]),
  );
  const victims = shuffled(made.chains, random).filter(({ id }) => (upTo.get(id) ?? 0) >= 6);
  const done: Done[] = [];
  for (let turn = 0; turn < atOnce; turn += 1) {
    const [chain, other] = victims.slice(2 * turn, 2 * turn + 2);
    if (!chain || !other) throw new Error('the record is too small');
    const kind = kinds[(number * atOnce + turn) % kinds.length] ?? '';
    const target = { chain, other, upTo: upTo.get(chain.id) ?? 0, random, forger };
    done.push(await alterOne(kind, target, copy));
  }
  return { chains: [...copy.values()].flat(), done };
};
