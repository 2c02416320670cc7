import { latestDay } from '../calendar-day.ts';
import type { By, NewEvent } from '../events.ts';
import type { Side } from '../facts/dossier-facts.ts';
import { sideOf } from '../permissions.ts';
import { type FieldError, Refusal } from '../refusal.ts';
import { dayIn, type Zoned } from '../reminders/calendar-days.ts';
import type { Obligation } from '../reminders/obligation.ts';
import { type ObligationRecord, reportOn } from '../reminders/obligation-record.ts';
import {
  isOfReview,
  isStillOwed,
  ownerOf,
  type Period,
  periodsOf,
} from '../reminders/owed-obligation.ts';
import type { Head } from '../review.ts';

type Facts = Extract<NewEvent, { type: 'obligation-reported' }>['facts'];

/** Whose word it is that an obligation was met: the side that is asked first, and the Secretariat. */
export const reporterOf = (obligation: Obligation): Side | undefined => sideOf(ownerOf(obligation));

const requireOwed = (
  obligation: Obligation,
  head: Head,
  { isSucceeded }: ObligationRecord,
  today: string,
): void => {
  if (isSucceeded)
    throw new Refusal(
      'wrong_stage',
      'The next cycle of this unit is open: what the unit owes is reported there.',
    );
  if (!isStillOwed(obligation, head, today))
    throw new Refusal('wrong_stage', `The unit does not owe ${obligation.id} any more.`);
};

const nearest = (periods: readonly Period[], wanted: string): string => {
  const at = periods.findIndex(({ on }) => on > wanted);
  const near = at < 0 ? periods.slice(-2) : periods.slice(Math.max(0, at - 1), at + 1);
  if (near.length === 0) return 'The day from which it is counted is not known yet.';
  return `Near it lies ${near.map(({ on }) => on).join(' and ')}.`;
};

/** What is wrong with the days: it is due on the one, and was met on the other, which is not still to come. */
const dayErrors = (
  { dueOn, metOn }: Pick<Facts, 'dueOn' | 'metOn'>,
  periods: readonly Period[],
  at: string,
): FieldError[] => {
  const period = periods.find(({ on }) => on === dueOn);
  if (!period) {
    const detail = `It is not due on this day. ${nearest(periods, dueOn)}`;
    return [{ pointer: '/dueOn', code: 'not_due_then', detail }];
  }
  if (metOn > latestDay(at)) {
    const detail = 'It is reported once it was met: this day is still to come.';
    return [{ pointer: '/metOn', code: 'in_the_future', detail }];
  }
  if (metOn >= period.from) return [];
  const detail = `Only what was met from ${period.from} on counts for what is due on ${dueOn}.`;
  return [{ pointer: '/metOn', code: 'in_the_past', detail }];
};

/**
 * A side says that what its unit owes again and again was met, of one of the days on which it is due; said
 * once. `at` is now; days are those of the review's calendar.
 */
export const reportObligation = (
  obligation: Obligation | undefined,
  head: Head,
  record: ObligationRecord,
  report: Pick<Facts, 'dueOn' | 'metOn' | 'note'>,
  { side, due, at }: { readonly side: Side | undefined; readonly due: Zoned; readonly at: string },
  by: By,
): NewEvent => {
  if (!obligation || !isOfReview(obligation, head))
    throw new Refusal('not_found', 'This review has no such obligation.');
  const { id, version } = obligation;
  const owner = reporterOf(obligation);
  if (!side || (side !== owner && side !== 'secretariat'))
    throw new Refusal('forbidden', `${id} is for the ${owner} side to report, or the Secretariat.`);
  requireOwed(obligation, head, record, dayIn(due, at));
  const errors = dayErrors(report, periodsOf(obligation, head, due), at);
  if (errors.length > 0)
    throw new Refusal('invalid_request', 'The report cannot be taken like this.', errors);
  if (reportOn(record, id, report.dueOn))
    throw new Refusal(
      'wrong_stage',
      `${id} of ${report.dueOn} was reported before: nothing more is needed.`,
    );
  return { type: 'obligation-reported', by, facts: { obligation: id, version, side, ...report } };
};
