import * as z from 'zod';
import { Instant } from '../text.ts';
import type { Telling } from './telling.ts';

/** What the provider says became of a mail. */
export const Report = z.object({
  /** The mail by our own id, and the name of the ledger row that leads it. */
  message: z.string(),
  lead: z.string(),
  providerId: z.string(),
  to: z.string(),
  outcome: z.enum(['delivered', 'bounced', 'complained']),
  /** The address will not take another mail either. */
  lasting: z.boolean(),
  sentAt: Instant,
  at: Instant,
});
export type Report = z.output<typeof Report>;

const weight = { delivered: 1, bounced: 2, complained: 3 } as const;

/** Whether a report says more than what a row knows: a mail that was delivered may still bounce, and never the other way round. */
export const saysMore = (
  { delivery }: Pick<Telling, 'delivery'>,
  { outcome }: Pick<Report, 'outcome'>,
): boolean => delivery === undefined || weight[outcome] > weight[delivery];

/**
 * A row with what was reported of its mail. One that is only claimed was sent all the same: the report
 * proves it, and nobody has to send it again.
 */
export const reported = (
  { claimedUntil: _, ...row }: Telling,
  { outcome, lasting, providerId, sentAt, at }: Report,
): Telling => ({
  ...row,
  status: 'sent',
  sentAt: row.sentAt ?? sentAt,
  providerId: row.providerId ?? providerId,
  delivery: outcome,
  deliveryAt: at,
  ...(outcome === 'bounced' && !lasting && { reason: 'not_now' }),
});
