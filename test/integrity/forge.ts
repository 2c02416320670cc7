import { eventHash } from '../../adapters/hashing.ts';
import type { Signer } from '../../adapters/signing.ts';
import type { Event } from '../../domain/events.ts';
import { fold } from '../../domain/fold.ts';
import type { ExportedWhole } from '../../domain/verification/record-export.ts';
import type { Random } from '../crash/seeded.ts';

export type Raw = Record<string, unknown>;

/** Where an alteration may reach: a chain, how many of its events are protected, and who forges. */
export interface Target {
  readonly chain: ExportedWhole;
  /** Events up to here are under a root or a receipt. */
  readonly upTo: number;
  /** Another chain of the same record. */
  readonly other: ExportedWhole;
  readonly random: Random;
  readonly forger: Signer;
}

/** What became of a chain, and its first event that is not as it was. */
interface Altered {
  readonly chains: readonly ExportedWhole[];
  readonly from: number;
}

export type Alteration = (target: Target) => Promise<Altered> | Altered;

export const factsOf = (event: Raw): Raw => event.facts as Raw;

/** The events after an index with numbers, links and hashes that fit again, as somebody with the code can make them. */
export const rehashed = (id: string, events: readonly Raw[]): Raw[] => {
  const done: Raw[] = [];
  for (const { hash: _, ...event } of events) {
    const unhashed = { ...event, seq: done.length + 1, prev: done.at(-1)?.hash ?? '' };
    done.push({ ...unhashed, hash: eventHash(id, unhashed as never) });
  }
  return done;
};

/** The chain with the head that its events fold to, so that people are shown what they now tell. */
export const headed = (chain: ExportedWhole): ExportedWhole => {
  try {
    return { ...chain, head: { ...fold(chain.events as unknown as Event[]) } };
  } catch {
    return chain;
  }
};
