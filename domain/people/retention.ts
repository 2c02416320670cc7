import * as z from 'zod';
import { sourcedTable } from '../reference/sourced-table.ts';
import table from './retention.json' with { type: 'json' };

const RetentionRule = z
  .strictObject({
    kind: z.enum([
      'review',
      'dialogue',
      'draft',
      'person',
      'delegation',
      'export-token',
      'export-job',
      'webhook',
      'transit',
      'mail',
      'healing',
      'definition',
      'upload',
      'figure',
      'public-figure',
      'unit',
    ]),
    /** How the keys of the items begin. */
    partitions: z.array(z.string()).min(1),
    what: z.string(),
    basis: z.string(),
    does: z.enum(['keep', 'delete', 'pseudonymise']),
    days: z.int().min(1).optional(),
    after: z.string().optional(),
  })
  .refine(({ does, days, after }) => (does === 'keep') === (days === undefined && !after), {
    error: 'what is not kept has days, and says after what',
  });

/** How long one kind of record is kept, on which ground, and what is done then. Our own rules, never the UN's. */
export type RetentionRule = z.output<typeof RetentionRule>;

/** Every kind of record, each once. */
export const retentionRules: readonly RetentionRule[] =
  sourcedTable(RetentionRule).parse(table).rows;

const ruleOf = (kind: RetentionRule['kind']): RetentionRule | undefined =>
  retentionRules.find((rule) => rule.kind === kind);

const dayLong = 86_400_000;

/** When something of this kind is due, as an instant; undefined for what is kept. `since` is what its days run from. */
export const dueFrom = (kind: RetentionRule['kind'], since: string): string | undefined => {
  const days = ruleOf(kind)?.days;
  return days === undefined
    ? undefined
    : new Date(Date.parse(since) + days * dayLong).toISOString();
};
