import { timestamp } from '../../adapters/clock.ts';
import { type Due, settleDue } from '../../adapters/due-items.ts';
import { getRow, owe, replaceRows } from '../../adapters/ledger.ts';
import { allowedAt } from '../../domain/reminders/manners.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import { pressureOf } from '../../domain/reminders/tellings.ts';
import type { AudienceOf } from './audience.ts';
import { firingOf } from './firing.ts';
import { putNext } from './next-due.ts';
import { type NewRow, rowsFor } from './rows.ts';
import { rulesOf, whereaboutsOf } from './rules.ts';

/**
 * Whether a row that is there already will be found by whoever sends: one that was claimed by a
 * process that died before an index knew of it is told to the index once its lease is over.
 */
export const isFound = async (row: Telling): Promise<boolean> => {
  const seen = await getRow(row);
  if (seen?.status !== 'claimed') return seen !== undefined;
  if ((seen.claimedUntil ?? '') > timestamp()) return false;
  return replaceRows([seen], [seen]);
};

/** Adds a row that is owed from when its recipient may be told; true when it is in the ledger for good. */
const add = async ({ row, recipient }: NewRow, head: Parameters<typeof rulesOf>[0]) => {
  const { ladder } = await rulesOf(head);
  const where = await whereaboutsOf(recipient.person);
  const at = allowedAt(row.notBefore, ladder.manners, where, 0, pressureOf(row.kind));
  const notBefore = at === 'now' ? row.notBefore : at;
  return (await owe({ ...row, notBefore })) || isFound(row);
};

/**
 * Fires what is due: adds what people are owed to the ledger, puts what is due next, and takes the due
 * item away, in this order, so that a process that dies in between leaves it to be fired again, to
 * the same effect. False while somebody else is still at it.
 */
export const fire = async (due: Due, audience: AudienceOf): Promise<boolean> => {
  const firing = await firingOf(due);
  if (firing) {
    const { head, wanted } = firing;
    const rows = await rowsFor(head, wanted, audience);
    const added = await Promise.all(rows.map((row) => add(row, head)));
    await putNext(firing);
    if (added.includes(false)) return false;
  }
  await settleDue(due);
  return true;
};
