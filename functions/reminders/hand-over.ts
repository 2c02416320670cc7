import { type Due, getDue, settleDue } from '../../adapters/due-items.ts';
import { addClaimed, owe } from '../../adapters/ledger.ts';
import { log } from '../../adapters/log.ts';
import type { Person } from '../../adapters/people.ts';
import { type Allowed, allowance } from './allowance.ts';
import { openAudience } from './audience.ts';
import { isFound } from './fire.ts';
import { firingOf } from './firing.ts';
import { putNext } from './next-due.ts';
import { type NewRow, rowsFor } from './rows.ts';
import { sendClaimed } from './send.ts';

const isReachable = (person: Person): person is Person & { email: string } =>
  person.email !== undefined && !person.undeliverable;

/** Whether rows that were to be added lie in the ledger where whoever sends finds them. */
const allFound = async (rows: readonly NewRow[]): Promise<boolean> =>
  (await Promise.all(rows.map(({ row }) => isFound(row)))).every((found) => found);

/** From when a person may be told all of it; `now` for at once. */
const whenFor = (allowed: readonly Allowed[]): 'now' | string => {
  const waits = allowed.map(({ at }) => at);
  return waits.includes('now') ? 'now' : (waits.toSorted().at(-1) ?? 'now');
};

/** Adds what goes later to the ledger, from when it may be told. */
const tellLater = async (rows: readonly NewRow[], at: 'now' | string): Promise<boolean> => {
  const later = rows.map(({ row }) => ({ ...row, ...(at !== 'now' && { notBefore: at }) }));
  await Promise.all(later.map(owe));
  return allFound(rows);
};

/** Tells one person all that one event owes them, in one mail. True when the due item is not needed for it any more. */
const tell = async (rows: readonly NewRow[]): Promise<boolean> => {
  const [first] = rows;
  if (!first) return true;
  const { person } = first.recipient;
  if (!isReachable(person)) return tellLater(rows, 'now');
  const added = rows.map(({ row }) => row);
  const { allowed, day } = await allowance(person, added);
  const at = whenFor(allowed);
  if (at !== 'now') return tellLater(rows, at);
  const claimed = await addClaimed(added);
  if (!claimed) return allFound(rows);
  await sendClaimed(person, claimed, { day });
  return true;
};

const failed = (review: string, error: unknown): void => {
  const name = error instanceof Error ? error.name : 'unknown';
  log('warn', 'a notice is left to the reminders', { review, error: name });
};

const tellAll = async (due: Due): Promise<void> => {
  const firing = await firingOf(due);
  if (firing?.waits) return;
  if (firing) {
    const { head, wanted } = firing;
    const rows = await rowsFor(head, wanted, openAudience());
    const perPerson = [...Map.groupBy(rows, ({ row }) => row.recipient).values()];
    const told = await Promise.allSettled(perPerson.map((some) => tell(some)));
    for (const one of told) if (one.status === 'rejected') failed(head.id, one.reason);
    await putNext(firing);
    if (!told.every((one) => one.status === 'fulfilled' && one.value)) return;
  }
  await settleDue(due);
};

/**
 * Tells people at once what the event of this due item owes them: the new holder what is asked, the
 * old one a receipt. Whatever fails here, or was never reached, is done by the reminders machine, as
 * is all that follows from a step that ran out.
 */
export const handOver = async (review: string, sk: string | undefined): Promise<void> => {
  if (sk === undefined) return;
  try {
    const due = await getDue(review, sk);
    if (due) await tellAll(due);
  } catch (error) {
    failed(review, error);
  }
};
