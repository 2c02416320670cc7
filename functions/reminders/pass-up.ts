import { timestamp } from '../../adapters/clock.ts';
import { owe } from '../../adapters/ledger.ts';
import { count } from '../../adapters/log.ts';
import { getPerson, markUndeliverable, type Person } from '../../adapters/people.ts';
import { getHeads } from '../../adapters/reviews.ts';
import type { Undeliverable } from '../../domain/people/undeliverable.ts';
import type { Role } from '../../domain/permissions.ts';
import { upwardsFrom } from '../../domain/reminders/audience.ts';
import type { Audience } from '../../domain/reminders/ladder.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import type { Head } from '../../domain/review.ts';
import { type AudienceOf, openAudience } from './audience.ts';
import { rowFor } from './rows.ts';

/** Why a mail did not reach anybody, and the address that it was for. */
interface Failure {
  readonly why: Undeliverable['why'];
  readonly to: string;
}

/** Notes that this address takes no mail; one that was registered meanwhile is another. */
const mark = async (person: Person, { why, to }: Failure): Promise<void> => {
  if (person.email?.toLowerCase() !== to.toLowerCase() || person.undeliverable) return;
  await markUndeliverable(person.id, to, { since: timestamp(), why });
};

/** The role above this one; undefined above the director. */
const above = (role: Role): Audience | undefined => upwardsFrom(role)[1] as Audience | undefined;

/** Owes the next in line above a role the news that somebody in it was not reached about a review; whom, by id. */
const oweNext = async (
  head: Head,
  row: Telling,
  unreached: Role,
  audience: AudienceOf,
): Promise<string[]> => {
  const as = above(unreached);
  if (!as) return [];
  const place = {
    ...row,
    plan: row.message ?? row.plan,
    rung: 'bounced',
    kind: 'bounced',
    as,
    unreached,
  } as const;
  const next = (await audience(head, { as, step: row.step })).filter(
    ({ person, unreachable }) => person.id !== row.recipient && !unreachable,
  );
  for (const recipient of next) await owe(rowFor(place, recipient));
  return next.map(({ person }) => person.id);
};

/**
 * What follows when a mail reached nobody and no other will: the address is marked until an admin
 * registers another, which is the task that is left, and of each review the next in line is owed the
 * news, by role and not by name. The ids of those who are owed it; the same again changes nothing.
 */
export const passUp = async (rows: readonly Telling[], failure: Failure): Promise<Set<string>> => {
  const [lead] = rows;
  const person = lead && (await getPerson(lead.recipient));
  if (!person) return new Set();
  await mark(person, failure);
  const audience = openAudience();
  const heads = await getHeads([...new Set(rows.map(({ review }) => review))]);
  const told = new Set<string>();
  for (const head of heads) {
    const row = rows.find(({ review }) => review === head.id);
    const next = row ? await oweNext(head, row, person.role, audience) : [];
    if (next.length === 0) count('NoticesWithoutRecipient', 1);
    for (const one of next) told.add(one);
  }
  return told;
};
