import * as z from 'zod';
import { AnchorHeader, ChainKind } from '../anchor.ts';
import { Instant } from '../text.ts';

/** The first line of an export: when it was begun. */
export const ExportHeading = z.object({
  kind: z.literal('export'),
  at: Instant,
  format: z.literal(1),
});
export type ExportHeading = z.output<typeof ExportHeading>;

/** The way from one head to a signed root: hashes nearest first, base64url. */
export const Inclusion = z
  .object({
    anchor: AnchorHeader,
    seq: z.int().min(1),
    head: z.string(),
    index: z.int().min(0),
    path: z.array(z.string()),
  })
  .meta({ id: 'Inclusion' });
export type Inclusion = z.output<typeof Inclusion>;

/**
 * A chain as it is in the table, and the answers that its events refer to, by `stage#round#hash`. Of a
 * review also its head, which is what people are shown.
 */
const WholeChain = z.object({
  id: z.string(),
  whole: z.literal(true),
  head: z.record(z.string(), z.unknown()).optional(),
  events: z.array(z.record(z.string(), z.unknown())),
  answers: z.record(z.string(), z.unknown()),
});

/** A chain with the fields that somebody may read: its hashes stand for the rest. */
const ShownChain = z.object({
  id: z.string(),
  whole: z.literal(false),
  events: z.array(z.record(z.string(), z.unknown())),
  inclusion: Inclusion.optional(),
});

/** One chain, as `GET …/proof` answers with it. */
export const Proof = z.discriminatedUnion('whole', [WholeChain, ShownChain]).meta({ id: 'Proof' });
export type Proof = z.output<typeof Proof>;

/** A line of an export after the first: one chain. */
export const ExportedChain = z.discriminatedUnion('whole', [
  WholeChain.extend({ kind: ChainKind }),
  ShownChain.extend({ kind: ChainKind }),
]);
export type ExportedChain = z.output<typeof ExportedChain>;
export type ExportedWhole = Extract<ExportedChain, { whole: true }>;
export type ExportedShown = Extract<ExportedChain, { whole: false }>;

/** Whether an export has no chain in full: whoever made it may not see everything. */
export const isOfOneParty = (chains: readonly ExportedChain[]): boolean =>
  chains.length > 0 && chains.every(({ whole }) => !whole);
