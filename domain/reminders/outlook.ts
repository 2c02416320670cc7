import * as z from 'zod';
import { type Course, expiresAfter, expiryOf } from '../commands/expiry.ts';
import type { Event } from '../events.ts';
import type { Head } from '../review.ts';
import { Instant } from '../text.ts';
import { Audience, type Ladder, Rung, Step } from './ladder.ts';
import { type Calendars, type PlannedRung, planOf, stepOf } from './plan.ts';
import { planBasis } from './plan-basis.ts';

/** What a review waits for, since when, what its ladder tells whom next, and what becomes of it unheeded. */
export const Outlook = z.object({
  step: Step.optional(),
  since: Instant.optional(),
  next: z.array(
    z.object({
      at: Instant,
      message: Rung.shape.message,
      to: z.array(Audience),
      /** Only while nobody has confirmed having seen what is asked of them. */
      unlessSeen: z.literal(true).optional(),
      /** Only where so many reminders were sent before. */
      afterReminders: z.int().optional(),
    }),
  ),
  /** The last instant at which the step still waits, and its declared outcome after that. */
  unheeded: z
    .object({ after: Instant, outcome: z.enum(['lapse', 'decide', 'extend', 'unsigned']) })
    .optional(),
});
export type Outlook = z.output<typeof Outlook>;

/** By what the future of a review is told. */
interface Rules extends Pick<Course, 'instrument'> {
  readonly ladder: Ladder;
  readonly calendars: Calendars;
}

const toldAs = ({ at, message, rung: { to, when } }: PlannedRung): Outlook['next'][number] => ({
  at,
  message,
  to,
  ...(when === 'not_acknowledged' && { unlessSeen: true }),
  ...(typeof when === 'object' && { afterReminders: when.afterReminders }),
});

const unheededIn = (head: Head, course: Course): Outlook['unheeded'] => {
  const after = expiresAfter(head, course);
  const event = after && expiryOf(head, course, new Date(Date.parse(after) + 1).toISOString());
  if (!after || !event) return undefined;
  if (event.type === 'signature-missed') return { after, outcome: 'unsigned' };
  return { after, outcome: event.type === 'stage-expired' ? event.facts.outcome : 'lapse' };
};

/** What lies ahead of a review after an instant if nobody acts, from its record and its rules alone. */
export const outlookOf = (
  head: Head,
  events: readonly Event[],
  { instrument, ladder, calendars }: Rules,
  now: string,
): Outlook => {
  const step = stepOf(head);
  const basis = step && planBasis(events);
  const plan = basis ? planOf(head, basis.since, ladder, calendars) : [];
  const ahead = plan.filter(
    ({ at, rung }) =>
      at > now && at > (basis?.after ?? '') && !(rung.when === 'not_acknowledged' && head.seen),
  );
  const unheeded = unheededIn(head, { instrument, ladder, zone: calendars.due });
  return {
    ...(step && { step }),
    ...(basis && { since: basis.since }),
    next: ahead.map(toldAs),
    ...(unheeded && { unheeded }),
  };
};
