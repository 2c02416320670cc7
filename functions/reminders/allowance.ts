import { timestamp } from '../../adapters/clock.ts';
import { type MailsOfDay, mailsOn } from '../../adapters/mail-slots.ts';
import type { Person } from '../../adapters/people.ts';
import { getHeads } from '../../adapters/reviews.ts';
import { dayIn } from '../../domain/reminders/calendar-days.ts';
import { allowedAt } from '../../domain/reminders/manners.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import { pressureOf } from '../../domain/reminders/tellings.ts';
import { rulesOf, whereaboutsOf } from './rules.ts';

/** A row, and from when its recipient may be told: at once, or an instant. */
export interface Allowed {
  readonly row: Telling;
  readonly at: 'now' | string;
}

/** What is allowed, and the mails of the day that it was decided on. */
export interface Allowance {
  readonly allowed: readonly Allowed[];
  readonly day: MailsOfDay;
}

/**
 * From when a person may be told each of these rows, by the ladder of its review: quiet hours, days
 * off and the mails of their day where they are. What goes at once goes in one mail; `message` is the
 * one that carries the rows already, and does not count against itself.
 */
export const allowance = async (
  person: Person,
  rows: readonly Telling[],
  message?: string,
): Promise<Allowance> => {
  const where = await whereaboutsOf(person);
  const heads = await getHeads([...new Set(rows.map(({ review }) => review))]);
  const now = timestamp();
  const day = await mailsOn(person.id, dayIn(where, now));
  const told = day.slots.filter((slot) => slot.message !== message).length;
  const ladders = new Map(
    await Promise.all(heads.map(async (head) => [head.id, (await rulesOf(head)).ladder] as const)),
  );
  const allowed = rows.flatMap((row) => {
    const ladder = ladders.get(row.review);
    if (!ladder) return [];
    return [{ row, at: allowedAt(now, ladder.manners, where, told, pressureOf(row.kind)) }];
  });
  return { allowed, day };
};
