import * as z from 'zod';
import { Role } from '../permissions.ts';
import { Instant } from '../text.ts';

/** Why people are told at once: an event that changes who must act, or by when. */
export const Occasion = z.enum([
  'opened',
  'returned',
  'decision_wanted',
  'signature_wanted',
  'received',
  'assigned',
  'unassigned',
  'suspended',
  'resumed',
  'date_moved',
  'released',
  'closed',
  'withdrawn',
  'lapsed',
  'undeclared_caveat',
  'bounced',
]);
export type Occasion = z.output<typeof Occasion>;

/** What a mail says of one review: an occasion, or the message of a rung. */
export const MessageKind = z.enum([
  ...Occasion.options,
  'reminder',
  'due_today',
  'overdue',
  'escalation',
  'not_seen',
  'obligation',
]);
export type MessageKind = z.output<typeof MessageKind>;

/**
 * One row of the ledger: one person is to be told one thing of one review, once. `plan` is the day
 * of the due date that a rung belongs to, or the sequence of the event that a notice is about.
 * For an obligation `step` is its id, and `plan` the day on which it is due.
 */
export const Telling = z.object({
  review: z.string(),
  step: z.string(),
  round: z.int(),
  plan: z.string(),
  rung: z.string(),
  recipient: z.string(),
  kind: MessageKind,
  /** The role in which the person is told, and for whom where a delegation redirects. */
  as: z.string(),
  for: z.string().optional(),
  /** Of the news that a mail came to nobody: the role of whoever it was for. */
  unreached: Role.optional(),
  status: z.enum(['owed', 'claimed', 'sent', 'dropped', 'failed']),
  owedAt: Instant,
  notBefore: Instant,
  /** Until when whoever claimed it may still be at it. */
  claimedUntil: Instant.optional(),
  /** How often it was claimed: more than once means that a duplicate was possible. */
  attempts: z.int().default(0),
  /** The mail that carries it, and, on the row that leads it, the keys of all its rows. */
  message: z.string().optional(),
  rows: z.array(z.string()).optional(),
  sentAt: Instant.optional(),
  /** Among the mails of which day it went, and as which: `2026-11-24#00000`. */
  slot: z.string().optional(),
  /** The id that the provider gave the mail: replies and reminders thread by it. */
  providerId: z.string().optional(),
  delivery: z.enum(['delivered', 'bounced', 'complained']).optional(),
  deliveryAt: Instant.optional(),
  /** Why it was dropped or failed. */
  reason: z.string().optional(),
});
export type Telling = z.output<typeof Telling>;
