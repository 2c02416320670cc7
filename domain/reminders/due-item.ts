import * as z from 'zod';
import { Day, Instant } from '../text.ts';
import { Step } from './ladder.ts';
import { Occasion } from './telling.ts';

/** When it was due, where it was put off because it could not be fired. */
const putOff = { dueAt: Instant.optional() };

/** An event of which people are to be told, at once. */
export const NoticeDue = z.object({
  kind: z.literal('notice'),
  review: z.string(),
  occasion: Occasion,
  step: Step,
  round: z.int(),
  /** The event that it is about, by its place in the record. */
  seq: z.int(),
  /** The deed that led to it, if it was a person's: whoever did it gets a receipt. */
  act: z.int().optional(),
  /** The person from whom a stage was taken. */
  ref: z.string().optional(),
  ...putOff,
});
export type NoticeDue = z.output<typeof NoticeDue>;

/** The next rungs of an open step, due at the instant in the key. */
export const RungsDue = z.object({
  kind: z.literal('rungs'),
  review: z.string(),
  step: Step,
  round: z.int(),
  /** The day of the due date that they belong to. */
  plan: z.string(),
  /** When the step began. */
  since: Instant,
  ...putOff,
});
export type RungsDue = z.output<typeof RungsDue>;

/** The next telling of an obligation, due at the instant in the key: at most one for each review and obligation. */
export const ObligationDue = z.object({
  kind: z.literal('obligation'),
  review: z.string(),
  obligation: z.string(),
  version: z.int(),
  /** The day from which it is counted: where that moved, it is planned anew. */
  anchor: Day,
  /** Which time it is due, counted from 1. */
  occurrence: z.int(),
  ...putOff,
});
export type ObligationDue = z.output<typeof ObligationDue>;

/** What is to be fired at the instant in its key. */
export const DueItem = z.discriminatedUnion('kind', [NoticeDue, RungsDue, ObligationDue]);
export type DueItem = z.output<typeof DueItem>;
