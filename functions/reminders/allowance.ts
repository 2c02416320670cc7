import { timestamp } from '../../adapters/clock.ts';
import { toldSince } from '../../adapters/ledger.ts';
import type { Person } from '../../adapters/people.ts';
import { getHeads } from '../../adapters/reviews.ts';
import { dayIn, instantAt } from '../../domain/reminders/calendar-days.ts';
import { allowedAt, type Whereabouts } from '../../domain/reminders/manners.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import { pressureOf } from '../../domain/reminders/tellings.ts';
import { rulesOf, whereaboutsOf } from './rules.ts';

/** A row, and from when its recipient may be told: at once, or an instant. */
export interface Allowed {
  readonly row: Telling;
  readonly at: 'now' | string;
}

/** How many mails went to a person since their day began, where they are. */
const toldToday = async ({ id }: Person, where: Whereabouts): Promise<number> => {
  const begins = instantAt(where, dayIn(where, timestamp()), '00:00');
  return (await toldSince(id, begins)).size;
};

/**
 * From when a person may be told each of these rows, by the ladder of its review: quiet hours, days
 * off and the mails that they had today. What goes at once goes in one mail.
 */
export const allowance = async (person: Person, rows: readonly Telling[]): Promise<Allowed[]> => {
  const where = await whereaboutsOf(person);
  const told = await toldToday(person, where);
  const heads = await getHeads([...new Set(rows.map(({ review }) => review))]);
  const now = timestamp();
  const ladders = new Map(
    await Promise.all(heads.map(async (head) => [head.id, (await rulesOf(head)).ladder] as const)),
  );
  return rows.flatMap((row) => {
    const ladder = ladders.get(row.review);
    if (!ladder) return [];
    return [{ row, at: allowedAt(now, ladder.manners, where, told, pressureOf(row.kind)) }];
  });
};
