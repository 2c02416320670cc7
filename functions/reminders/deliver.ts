import { timestamp } from '../../adapters/clock.ts';
import { recordHealing } from '../../adapters/healings.ts';
import { claimRows, owedTo, replaceRows, rowsNamed, rowsPerMail } from '../../adapters/ledger.ts';
import { count } from '../../adapters/log.ts';
import { getPerson, type Person } from '../../adapters/people.ts';
import { healingMetrics } from '../../domain/healing.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import { allowance } from './allowance.ts';
import { type AudienceOf, openAudience } from './audience.ts';
import { checked, drop } from './checked.ts';
import { sendClaimed } from './send.ts';

type Reachable = Person & { readonly email: string };

const isLapsed = ({ status, claimedUntil = '' }: Telling): boolean =>
  status === 'claimed' && claimedUntil <= timestamp();

/** All rows of the mail that a lapsed claim belongs to. */
const rowsOfMail = async (rows: readonly Telling[]): Promise<Telling[]> => {
  const lead = rows.find((row) => row.rows) ?? rows[0];
  const all = lead?.rows ? await rowsNamed(lead.rows) : [...rows];
  return all.filter((row) => isLapsed(row) && row.message === lead?.message);
};

/** Leaves a line that a mail was begun, and that nobody knows what became of it. */
const noteLapsed = async ([lead]: readonly Telling[]): Promise<void> => {
  count(healingMetrics.claim_lapsed, 1);
  if (lead) await recordHealing('claim_lapsed', lead.review, `${lead.kind}, begun and not settled`);
};

/** Sends again, as the same mail, what was claimed by somebody who never said what became of it. */
const sendAgain = async (
  person: Reachable,
  rows: readonly Telling[],
  audience: AudienceOf,
): Promise<void> => {
  const still = await checked(await rowsOfMail(rows), audience);
  const { allowed, day } = await allowance(person, still, still[0]?.message);
  const waits = allowed.map(({ at }) => at).filter((at) => at !== 'now');
  const latest = waits.toSorted().at(-1);
  if (latest !== undefined) {
    await replaceRows(
      still,
      still.map((row) => ({ ...row, notBefore: latest })),
    );
    return;
  }
  const claimed = await claimRows(still);
  if (!claimed || claimed.length === 0) return;
  count('PossibleDuplicates', 1);
  await noteLapsed(claimed);
  await sendClaimed(person, claimed, { day, again: true });
};

/** Sends in one mail what may go now, what does not fit in a further one, and puts the rest off to when it may. */
const sendOwed = async (
  person: Reachable,
  owed: readonly Telling[],
  audience: AudienceOf,
): Promise<void> => {
  const { allowed, day } = await allowance(person, await checked(owed, audience));
  for (const { row, at } of allowed)
    if (at !== 'now') await replaceRows([row], [{ ...row, notBefore: at }]);
  const now = allowed.filter(({ at }) => at === 'now').map(({ row }) => row);
  const claimed = await claimRows(now.slice(0, rowsPerMail));
  if (claimed && claimed.length > 0) await sendClaimed(person, claimed, { day });
  if (now.length > rowsPerMail) await sendOwed(person, now.slice(rowsPerMail), audience);
};

/** Drops what nobody can be sent; what others can be told in their place was given to them. */
const unreachable = async (rows: readonly Telling[], reason: string): Promise<void> => {
  if (rows.length > 0) count('NoticesWithoutRecipient', rows.length);
  await Promise.all(rows.map((row) => drop(row, reason)));
};

/**
 * Tells one person everything that they are owed and may be told now, in one mail: each row is held
 * against the record first, then claimed, then sent. Rows that somebody else holds are left to them.
 */
export const deliver = async (id: string): Promise<void> => {
  const rows = (await owedTo(id)).filter((row) => row.status === 'owed' || isLapsed(row));
  if (rows.length === 0) return;
  const person = await getPerson(id);
  const audience = openAudience();
  if (!person?.email || person.erased)
    return unreachable(await checked(rows, audience), 'no_address');
  const reachable = { ...person, email: person.email };
  const lapsed = Map.groupBy(rows.filter(isLapsed), ({ message = '' }) => message);
  for (const some of lapsed.values()) await sendAgain(reachable, some, audience);
  const owed = rows.filter(({ status }) => status === 'owed');
  if (owed.length > 0) await sendOwed(reachable, owed, audience);
};
