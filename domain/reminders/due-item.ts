import * as z from 'zod';
import { Instant } from '../text.ts';
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

/** What is to be fired at the instant in its key. */
export const DueItem = z.discriminatedUnion('kind', [NoticeDue, RungsDue]);
export type DueItem = z.output<typeof DueItem>;
