import { timestamp } from '../../adapters/clock.ts';
import { getRungs } from '../../adapters/due-items.ts';
import { replaceRows, rowsOf } from '../../adapters/ledger.ts';
import type { Event } from '../../domain/events.ts';
import type { HealingKind } from '../../domain/healing.ts';
import type { DueItem, RungsDue } from '../../domain/reminders/due-item.ts';
import { firesNow, nextRung, type PlannedRung, planOf } from '../../domain/reminders/plan.ts';
import { planBasis } from '../../domain/reminders/plan-basis.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import { rungTellings } from '../../domain/reminders/tellings.ts';
import type { Head } from '../../domain/review.ts';
import type { AudienceOf } from './audience.ts';
import { remindersSent } from './firing.ts';
import { type Missing, noticeOf, putBack } from './put-due-back.ts';
import { rulesOf } from './rules.ts';

type Basis = NonNullable<ReturnType<typeof planBasis>>;

const rungsAt = (head: Head, { since }: Basis, { step, round, plan }: PlannedRung): RungsDue => ({
  kind: 'rungs',
  review: head.id,
  step,
  round,
  plan,
  since,
});

const isSame = (found: DueItem, wanted: RungsDue): boolean =>
  found.kind === 'rungs' &&
  (['step', 'round', 'plan', 'since'] as const).every((name) => found[name] === wanted[name]);

/** The rungs that came due and that nobody was told of, though somebody is there to be told. */
const untold = async (
  head: Head,
  passed: readonly PlannedRung[],
  rows: readonly Telling[],
  audience: AudienceOf,
): Promise<PlannedRung[]> => {
  const reminders = await remindersSent(head, passed);
  const silent = passed.filter(
    (planned) =>
      firesNow(planned.rung, head, reminders) &&
      !rows.some(({ plan, rung }) => plan === planned.plan && rung === planned.id),
  );
  const concerning = await Promise.all(
    silent.map(async (planned) => {
      const wanted = rungTellings(head.id, [planned]);
      const told = await Promise.all(wanted.map((one) => audience(head, one)));
      return told.flat().length > 0;
    }),
  );
  return silent.filter((_, index) => concerning[index]);
};

/** Tells the index of claims whose lease is over and that no due item leads to any more. */
const freeClaims = async (rows: readonly Telling[]): Promise<void> => {
  const lapsed = ({ status, claimedUntil = '' }: Telling) =>
    status === 'claimed' && claimedUntil <= timestamp();
  for (const row of rows.filter(lapsed)) await replaceRows([row], [row]);
};

/** What should lie among the due items of a review where nothing does; undefined where nothing is left to be told. */
const missingOf = async (
  head: Head,
  basis: Basis,
  plan: readonly PlannedRung[],
  audience: AudienceOf,
): Promise<Missing | undefined> => {
  const now = timestamp();
  // What is told of an obligation may have the name of a rung, and is told of no step.
  const rows = (await rowsOf(head.id)).filter(
    ({ round, kind }) => round === head.round && kind !== 'obligation',
  );
  await freeClaims(rows);
  const coming = nextRung(plan, now);
  const passed = plan.filter(({ at }) => at > basis.after && at <= now);
  const [first = coming] = await untold(head, passed, rows, audience);
  const wasTold = rows.some(({ plan: event }) => event === String(basis.seq));
  const notice = wasTold || !first ? undefined : await noticeOf(head.id, basis.seq);
  if (notice) return { at: notice[0], item: notice[1], found: `no notice of event ${basis.seq}` };
  return first && { at: first.at, item: rungsAt(head, basis, first), found: `no ${first.id}` };
};

/** How the open step of a review is planned; undefined while nobody is to be reminded of it. */
const planned = async (head: Head, chapter: readonly Event[]) => {
  if (head.phase !== 'open' || head.suspended || head.out.length > 0) return undefined;
  const basis = planBasis(chapter);
  if (!basis) return undefined;
  const { ladder, calendars } = await rulesOf(head);
  return { basis, plan: planOf(head, basis.since, ladder, calendars) };
};

/**
 * Plans an open review again where nothing among the due items leads on to its reminders, or what
 * lies there does not fit the record. `chapter` is what happened since its step began; `isDue` tells whether something of the review is due or put
 * off. What was told already is in the ledger and is not told again. The kind of what was mended, if
 * anything was.
 */
export const restoreDue = async (
  head: Head,
  chapter: readonly Event[],
  isDue: () => Promise<boolean>,
  audience: AudienceOf,
): Promise<HealingKind | undefined> => {
  const step = await planned(head, chapter);
  if (!step) return undefined;
  const { basis, plan } = step;
  const coming = nextRung(plan, timestamp());
  const seen = coming && (await getRungs(head.id, coming.at));
  if (coming && seen && isSame(seen, rungsAt(head, basis, coming))) return undefined;
  // A notice that is not fired yet plans the rungs when it is, in place of those of an earlier round.
  if (await isDue()) return undefined;
  if (coming && seen) {
    const found = `${coming.id}, planned otherwise`;
    const stale = { at: coming.at, item: rungsAt(head, basis, coming), found };
    return (await putBack(head, 'due_stale', stale, seen)) ? 'due_stale' : undefined;
  }
  const missing = await missingOf(head, basis, plan, audience);
  return missing && (await putBack(head, 'due_missing', missing)) ? 'due_missing' : undefined;
};
