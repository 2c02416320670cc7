import * as z from 'zod';
import { leafId, type SavedAnchor } from '../anchor.ts';
import type { Outline, Outlines } from './check-leaves.ts';
import type { ExportedChain } from './record-export.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The chains of an export by the name of their leaf; what cannot be read has neither time nor hash. */
export const outlinesOf = (chains: readonly ExportedChain[]): Outlines =>
  new Map(
    chains.map(({ kind, id, events }): [string, Outline] => [
      leafId(kind, id),
      {
        name: `${kind} ${id}`,
        events: events.map(({ at, hash }) => ({ at: text(at), hash: text(hash) })),
      },
    ]),
  );

const Signed = z.object({ at: z.string(), facts: z.object({ signature: z.unknown() }) });

const signedAt = (event: Readonly<Record<string, unknown>>): string[] => {
  const { success, data } = Signed.safeParse(event);
  return success && data.facts.signature !== undefined ? [data.at] : [];
};

/** Since when stage closes are signed, as far as export and roots show; undefined where nothing is. */
export const signedSince = (
  chains: readonly ExportedChain[],
  anchors: readonly SavedAnchor[],
): string | undefined =>
  [...chains.flatMap(({ events }) => events.flatMap(signedAt)), ...anchors.map(({ asOf }) => asOf)]
    .sort()
    .at(0);
