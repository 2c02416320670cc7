import * as z from 'zod';
import { Instant } from '../text.ts';

/** How one attempt ended: the status of the answer, or why there was none. */
export const Outcome = z.union([
  z.int().min(100).max(599),
  z.enum(['timed_out', 'not_resolved', 'address_refused', 'not_connected']),
]);
export type Outcome = z.output<typeof Outcome>;

/** One event for one webhook, and what became of it. */
export const Delivery = z.object({
  webhook: z.string(),
  /** The id under which it is delivered, each time the same. */
  event: z.string(),
  /** Absent of a test. */
  review: z.string().optional(),
  sequence: z.int().optional(),
  type: z.string(),
  /** When the event was. */
  at: Instant,
  /** Since when it is owed: the age at which it is parked runs from here. */
  owedAt: Instant,
  /** `withheld`: its scope may not know of it. `parked`: given up until somebody replays it. */
  status: z.enum(['pending', 'delivered', 'withheld', 'parked']),
  attempts: z.int().min(0),
  nextAt: Instant.optional(),
  /** Whoever sends it now has it until then. */
  claimedUntil: Instant.optional(),
  /** The last attempts, the latest at the end. */
  tries: z.array(z.strictObject({ at: Instant, outcome: Outcome })),
  version: z.int().min(1),
});
export type Delivery = z.output<typeof Delivery>;

/** A delivery that is owed from this instant on. */
export const owedFrom = (
  instant: string,
  what: Pick<Delivery, 'webhook' | 'event' | 'type' | 'at' | 'review' | 'sequence'>,
): Delivery => ({
  ...what,
  owedAt: instant,
  status: 'pending',
  attempts: 0,
  nextAt: instant,
  tries: [],
  version: 1,
});

const minute = 60_000;
const day = 24 * 60 * minute;
const shownTries = 10;

/** The age at which an event is parked, in milliseconds. */
const parkedAfter = 3 * day;

/** A fraction that follows from a text: spreads attempts without chance, so that a test can say when they are. */
const spreadOf = (text: string): number =>
  [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7) / 997;

/** The pause after so many attempts, in milliseconds: doubled each time from one minute up to six hours, a quarter more or less. */
const pauseAfter = (event: string, attempts: number): number =>
  Math.round(
    Math.min(2 ** (attempts - 1), 360) * minute * (0.75 + spreadOf(`${event} ${attempts}`) / 2),
  );

export const isDelivered = (outcome: Outcome): boolean =>
  typeof outcome === 'number' && outcome >= 200 && outcome < 300;

/** What a delivery is after an attempt that ended so at this time (milliseconds). */
export const tried = (
  { claimedUntil: _, nextAt: _next, ...delivery }: Delivery,
  outcome: Outcome,
  now: number,
): Delivery => {
  const attempts = delivery.attempts + 1;
  const at = new Date(now).toISOString();
  const done = {
    ...delivery,
    attempts,
    tries: [...delivery.tries, { at, outcome }].slice(-shownTries),
    version: delivery.version + 1,
  };
  if (isDelivered(outcome)) return { ...done, status: 'delivered' };
  if (now - Date.parse(delivery.owedAt) >= parkedAfter) return { ...done, status: 'parked' };
  const nextAt = new Date(now + pauseAfter(delivery.event, attempts)).toISOString();
  return { ...done, status: 'pending', nextAt };
};

/** What is asked to be delivered again: everything since an instant, or one review from a place in its record. */
export const ReplayRequest = z
  .union([
    z.strictObject({ from: Instant }),
    z.strictObject({ review: z.string().regex(/^[0-9a-f]{20}$/), sequence: z.int().min(1) }),
  ])
  .meta({ id: 'ReplayRequest' });
export type ReplayRequest = z.output<typeof ReplayRequest>;

/** A replay, how far it is asked to go, and how far it has come. */
export const Replay = z.strictObject({
  webhook: z.string(),
  id: z.string(),
  asked: ReplayRequest,
  to: Instant,
  done: z.boolean(),
});
export type Replay = z.output<typeof Replay>;
