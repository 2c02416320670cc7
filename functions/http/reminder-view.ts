import * as z from 'zod';
import { csvOf } from '../../adapters/export/csv.ts';
import type { Person } from '../../adapters/people.ts';
import type { Cell } from '../../domain/export/column.ts';
import { Role } from '../../domain/permissions.ts';
import { Telling } from '../../domain/reminders/telling.ts';

/** Who was told what of a review, in which role, when, and whether it arrived. */
export const ReminderView = Telling.pick({
  review: true,
  step: true,
  round: true,
  kind: true,
  as: true,
  for: true,
  unreached: true,
  status: true,
  owedAt: true,
  notBefore: true,
  sentAt: true,
  message: true,
  delivery: true,
  deliveryAt: true,
  reason: true,
})
  .extend({ person: z.string(), role: Role.optional() })
  .meta({ id: 'Reminder' });
export type ReminderView = z.output<typeof ReminderView>;

/** A row of the ledger on the wire; the recipient is named by id, as everywhere in the record. */
export const reminderView = (row: Telling, recipient: Person | undefined): ReminderView => {
  const { plan: _, rung: _rung, recipient: person, claimedUntil: _until, ...rest } = row;
  const { attempts: _attempts, rows: _rows, providerId: _id, slot: _slot, ...shown } = rest;
  return { ...shown, person, ...(recipient && { role: recipient.role }) };
};

const columns = [
  'review',
  'step',
  'round',
  'kind',
  'person',
  'role',
  'for',
  'status',
  'owedAt',
  'sentAt',
  'delivery',
  'deliveryAt',
  'reason',
  'message',
] as const satisfies readonly (keyof ReminderView)[];

/** The same as a CSV file, in which nothing is a formula. */
export const remindersFile = (views: readonly ReminderView[]) => {
  const rows = views.map((view) => columns.map((name): Cell => view[name] ?? null));
  return {
    bytes: new Uint8Array(Buffer.from(csvOf(columns, rows))),
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="reminders.csv"',
    },
  };
};
