import { timestamp } from '../../adapters/clock.ts';
import { sentKey } from '../../adapters/keys.ts';
import { count } from '../../adapters/log.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import type { Wanted } from '../../domain/reminders/tellings.ts';
import type { Head } from '../../domain/review.ts';
import type { AudienceOf, Recipient } from './audience.ts';

/** A row that is not in the ledger yet, and the person whom it is about to tell. */
export interface NewRow {
  readonly row: Telling;
  readonly recipient: Recipient;
}

type What = Pick<
  Telling,
  'review' | 'step' | 'round' | 'plan' | 'rung' | 'kind' | 'as' | 'unreached'
>;

/** The row that tells somebody this from now on; one whom no mail reaches is dropped from the start. */
export const rowFor = (
  { review, step, round, plan, rung, kind, as, unreached }: What,
  { person, for: principal, unreachable }: Recipient,
): Telling => {
  const at = timestamp();
  return {
    review,
    step,
    round,
    plan,
    rung,
    recipient: person.id,
    kind,
    as,
    ...(unreached && { unreached }),
    ...(principal && { for: principal }),
    status: unreachable ? 'dropped' : 'owed',
    owedAt: at,
    notBefore: at,
    attempts: 0,
    ...(unreachable && { reason: unreachable }),
  };
};

/** The rows that tell what is wanted to whom it concerns, each once. Counts what reaches nobody. */
export const rowsFor = async (
  head: Head,
  wanted: readonly Wanted[],
  audience: AudienceOf,
): Promise<NewRow[]> => {
  const all = await Promise.all(
    wanted.map(async (one) => {
      const recipients = await audience(head, one);
      const rows = recipients.map((recipient) => ({ row: rowFor(one, recipient), recipient }));
      if (!rows.some(({ row }) => row.status === 'owed')) count('NoticesWithoutRecipient', 1);
      return rows;
    }),
  );
  return [...new Map(all.flat().map((one) => [sentKey(one.row).sk, one])).values()];
};
