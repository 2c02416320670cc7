import * as z from 'zod';
import type { KeptAnswer } from '../../adapters/idempotency.ts';
import type { By } from '../../domain/events.ts';
import { type Asker, Role, sideOf } from '../../domain/permissions.ts';
import type { Head } from '../../domain/review.ts';
import { Instant } from '../../domain/text.ts';
import { reviewTag } from './etag.ts';
import { Receipt, receiptOf } from './receipt.ts';

const ByView = z.object({
  role: z.string(),
  person: z.string().optional(),
  for: z.string().optional(),
});

/** What every record of a dossier shows: its id, when it was entered, and by whom. */
export const entryFields = { id: z.string(), at: Instant, by: ByView.optional() } as const;

const isOwnParty = (asker: Asker, role: string): boolean => {
  const known = Role.safeParse(role);
  const side = known.success ? sideOf(known.data) : undefined;
  return side !== undefined && side === sideOf(asker.role);
};

/** Who entered it: by person for the Secretariat and the person's own side, by role for the others. */
export const byView = (by: By | undefined, asker: Asker): { by?: z.output<typeof ByView> } => {
  if (!by) return {};
  const { role, person, for: delegator } = by;
  if (sideOf(asker.role) !== 'secretariat' && !isOwnParty(asker, role)) return { by: { role } };
  return { by: { role, person, ...(delegator && { for: delegator }) } };
};

/** The answer to what was put into the dossier: a receipt, and the id of the new record. */
const EntryReceipt = Receipt.extend({ id: z.string() }).meta({ id: 'EntryReceipt' });

/** What every command that puts a record into the dossier has in common on the wire. */
export const entering = {
  method: 'post',
  wants: ['idempotency-key'],
  params: z.object({ id: z.string() }),
  status: 201,
  response: EntryReceipt,
} as const;

/** Names the new record by its kind and the place of its event. */
export const answerEntry =
  (kind: string) =>
  (after: Head, at: string): KeptAnswer => ({
    status: 201,
    body: { id: `${kind}-${after.version}`, ...receiptOf(after, at) },
    etag: reviewTag(after.version),
  });
