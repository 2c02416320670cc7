import { timestamp } from '../../adapters/clock.ts';
import { owe, replaceRows } from '../../adapters/ledger.ts';
import { getHeads } from '../../adapters/reviews.ts';
import { dayIn } from '../../domain/reminders/calendar-days.ts';
import { obligationHolds } from '../../domain/reminders/owed-obligation.ts';
import { planIdOf, stopsWhenSeen } from '../../domain/reminders/plan.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import { type Capacity, stillTrue } from '../../domain/reminders/tellings.ts';
import type { Head } from '../../domain/review.ts';
import { findObligation } from '../../instruments/obligations.ts';
import type { AudienceOf } from './audience.ts';
import { recordOfObligations } from './record-of-obligations.ts';
import { rowFor } from './rows.ts';
import { rulesOf } from './rules.ts';

/** The person whom a row is about: on whose behalf somebody is told, or the recipient themselves. */
const principalOf = ({ for: principal, recipient }: Telling): string => principal ?? recipient;

/** Whether the record still says what a row tells. */
const holds = async (head: Head, row: Telling): Promise<boolean> => {
  const { calendars } = await rulesOf(head);
  if (row.kind !== 'obligation')
    return stillTrue(head, row, planIdOf(head, calendars.due), principalOf(row));
  const today = dayIn(calendars.due, timestamp());
  const on = { due: calendars.due, today };
  return obligationHolds(findObligation(row.step), head, row, on, await recordOfObligations(head));
};

/** Why a row says nothing true any more; undefined while it does. */
const whyUntrue = async (head: Head, row: Telling): Promise<string | undefined> => {
  if (!(await holds(head, row))) return 'no_longer_true';
  if (!head.seen) return undefined;
  return stopsWhenSeen((await rulesOf(head)).ladder, row) ? 'seen' : undefined;
};

/** Says in the ledger that a row is not told, and why; false when it is not as it was any more. */
export const drop = (row: Telling, reason: string): Promise<boolean> =>
  replaceRows([row], [{ ...row, status: 'dropped', reason }]);

/** Gives a row that does not concern its recipient any more to those whom it does; undefined where it still does. */
const readdressed = async (
  head: Head,
  row: Telling,
  audience: AudienceOf,
): Promise<string | undefined> => {
  const as = row.as as Capacity;
  const person = as === 'person' ? principalOf(row) : undefined;
  const concerned = await audience(head, { as, step: row.step, person });
  const own = concerned.find((one) => one.person.id === row.recipient && one.for === row.for);
  if (own && !own.unreachable) return undefined;
  for (const recipient of concerned) await owe(rowFor(row, recipient));
  return own?.unreachable ?? 'not_concerned';
};

/**
 * The rows that are still to be told, held against the record and the people as they are now: whoever
 * answered, lost the role or the assignment, or came back from a delegation is not told. The others
 * are dropped, each with its reason.
 */
export const checked = async (
  rows: readonly Telling[],
  audience: AudienceOf,
): Promise<Telling[]> => {
  const heads = await getHeads([...new Set(rows.map(({ review }) => review))]);
  const byId = new Map(heads.map((head) => [head.id, head]));
  const kept = await Promise.all(
    rows.map(async (row) => {
      const head = byId.get(row.review);
      if (!head) return [];
      const why = (await whyUntrue(head, row)) ?? (await readdressed(head, row, audience));
      if (why === undefined) return [row];
      await drop(row, why);
      return [];
    }),
  );
  return kept.flat();
};
