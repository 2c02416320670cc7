import * as z from 'zod';
import { Expiry } from '../instrument.ts';
import { Role } from '../permissions.ts';
import { stages } from '../stages.ts';

/** What an open review waits for: the answers of a stage, or the decision or signature that ends one. */
export const Step = z.enum([...stages, 'decision', 'signature']);
export type Step = z.output<typeof Step>;

/** Who is told: whoever must act on the step, or a role of the review's State, mission or the Secretariat. */
export const Audience = z.enum(['holder', ...Role.exclude(['viewer', 'admin']).options]);
export type Audience = z.output<typeof Audience>;

/** A time of day on the 24-hour clock. */
export const Clock = z
  .string()
  .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'a time of day such as 09:00');

/** Whether a rung fires at its time: always, while nobody has said that they saw it, or once so many reminders went out. */
const When = z.union([
  z.enum(['always', 'not_acknowledged']),
  z.strictObject({ afterReminders: z.int().min(1).max(50) }),
]);

/**
 * One step of a ladder: `offset` days (working or calendar) from the opening of the step or from its
 * due date, negative before it; repeated every so many of these days where it says so.
 */
export const Rung = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,23}$/),
  from: z.enum(['opened', 'due']),
  offset: z.int().min(-366).max(366),
  days: z.enum(['working', 'calendar']),
  repeat: z.strictObject({ every: z.int().min(1), times: z.int().min(1).max(60) }).optional(),
  to: z.array(Audience).min(1),
  when: When.default('always'),
  channel: z.literal('mail').default('mail'),
  message: z.enum(['reminder', 'due_today', 'overdue', 'escalation', 'not_seen']),
});
export type Rung = z.output<typeof Rung>;

/** How often and when a person may be told: mails per day, and the hours and days off on which reminders wait. */
export const Manners = z.strictObject({
  perPersonPerDay: z.int().min(1).max(50),
  quietHours: z.strictObject({ from: Clock, to: Clock }).optional(),
  quietOnDaysOff: z.boolean(),
});
export type Manners = z.output<typeof Manners>;

/** A ladder of reminders: this project's data, or an operator's; never a text of the United Nations. */
export const Ladder = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  version: z.int().min(1),
  title: z.string().min(1).max(120),
  source: z.string().min(1).max(500),
  /** The time of day at which rungs fire, in the zone of the calendar that counts their days. */
  hour: Clock,
  manners: Manners,
  steps: z.partialRecord(
    Step,
    z.strictObject({
      rungs: z.array(Rung),
      /** What becomes of the step when nobody heeds it; where it is absent, the instrument says. */
      expiry: Expiry.optional(),
    }),
  ),
});
export type Ladder = z.output<typeof Ladder>;
