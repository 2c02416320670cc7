import { endOfDayAfter } from '../due.ts';
import type { By, NewEvent } from '../events.ts';
import { Refusal } from '../refusal.ts';
import { dayIn, daysBetween, endOfDayIn, type Zoned } from '../reminders/calendar-days.ts';
import type { Head } from '../review.ts';
import { requireRunning } from './withdrawals.ts';

const refuseField = (pointer: string, code: string, detail: string): never => {
  throw new Refusal('invalid_request', detail, [{ pointer, code, detail }]);
};

/** Gives the open stage more time, to the end of a later day in the zone. */
export const extendStage = (
  head: Head,
  { dueOn, reason }: { dueOn: string; reason: string },
  at: string,
  by: By,
  zone: Zoned,
): NewEvent => {
  requireRunning(head);
  const { stage, round } = head;
  if (head.phase !== 'open' || !head.dueAt)
    throw new Refusal('wrong_stage', 'No stage is open now: there is no date to extend.');
  const dueAt = endOfDayIn(zone, dueOn);
  if (dueAt <= head.dueAt || dueAt <= at)
    refuseField(
      '/dueOn',
      'not_later',
      `An extension lies after the present due date (${dayIn(zone, head.dueAt)}) and after today.`,
    );
  return { type: 'stage-extended', by, facts: { stage, round, dueAt, reason } };
};

/** Stops the clocks of a review; nothing lapses and nobody is reminded until it is resumed. */
export const suspendReview = (head: Head, reason: string, by: By): NewEvent => {
  requireRunning(head);
  if (head.suspended)
    throw new Refusal('wrong_stage', `The review is suspended already, since ${head.suspended}.`);
  return { type: 'review-suspended', by, facts: { reason } };
};

/** Starts the clocks again: an open stage has as many days left as on the day on which they stopped. */
export const resumeReview = (
  head: Head,
  reason: string,
  at: string,
  by: By,
  zone: Zoned,
): NewEvent => {
  requireRunning(head);
  if (!head.suspended)
    throw new Refusal('wrong_stage', 'The review is not suspended: its clocks run.');
  const stood = daysBetween(dayIn(zone, head.suspended), dayIn(zone, at));
  const dueAt = head.dueAt && endOfDayAfter(zone, head.dueAt, stood);
  return { type: 'review-resumed', by, facts: { reason, ...(dueAt && { dueAt }) } };
};

/** Corrects what was typed wrongly about the unit, before anybody has signed anything about it. */
export const correctUnit = (
  head: Head,
  unit: { name?: string | undefined; type?: string | undefined; strength?: number | undefined },
  unitTypes: readonly string[],
  reason: string,
  by: By,
): NewEvent => {
  requireRunning(head);
  if (Object.keys(head.answers).length > 0)
    throw new Refusal(
      'wrong_stage',
      'The self-assessment was submitted about this unit: it cannot be another one now. Withdraw the review and open a new one.',
    );
  const { name, type, strength } = unit;
  if (!name && !type && !strength)
    refuseField('', 'missing', 'Name what is corrected: name, type or strength.');
  if (type && !unitTypes.includes(type))
    refuseField('/type', 'unknown_reference', `The instrument is for ${unitTypes.join(', ')}.`);
  const corrections = {
    ...(name && { name }),
    ...(type && { type }),
    ...(strength && { strength }),
  };
  return { type: 'unit-corrected', by, facts: { ...corrections, reason } };
};
