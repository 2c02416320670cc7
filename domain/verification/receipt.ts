import * as z from 'zod';
import { type Leaf, leafId } from '../anchor.ts';

const Head = z.object({ seq: z.int().min(1), head: z.string() });

/** What whoever acted was given: the place of their event in the record, and its hash. Other fields are left alone. */
export const KeptReceipt = z.union([
  Head.extend({ review: z.string() }),
  Head.extend({ mission: z.string() }),
]);
export type KeptReceipt = z.output<typeof KeptReceipt>;

/** A receipt as the leaf that it promises. */
export const leafOf = (receipt: KeptReceipt): Leaf => [
  'review' in receipt ? receipt.review : leafId('dialogue', receipt.mission),
  receipt.seq,
  receipt.head,
];
