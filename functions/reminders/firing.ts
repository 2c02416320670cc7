import { timestamp } from '../../adapters/clock.ts';
import type { Due } from '../../adapters/due-items.ts';
import { rowsOf } from '../../adapters/ledger.ts';
import { eventsOf, getEvent, getHead } from '../../adapters/reviews.ts';
import type { Event } from '../../domain/events.ts';
import type { NoticeDue, RungsDue } from '../../domain/reminders/due-item.ts';
import type { Obligation } from '../../domain/reminders/obligation.ts';
import { isOfTheClock } from '../../domain/reminders/owed-notice.ts';
import { plansObligations } from '../../domain/reminders/owed-obligation.ts';
import {
  firesNow,
  type PlannedRung,
  planIdOf,
  planOf,
  stepOf,
} from '../../domain/reminders/plan.ts';
import { planBasis } from '../../domain/reminders/plan-basis.ts';
import {
  noticeTellings,
  pressureOf,
  rungTellings,
  startsPlan,
  stillTrue,
  type Wanted,
} from '../../domain/reminders/tellings.ts';
import type { Head } from '../../domain/review.ts';
import { obligations } from '../../instruments/obligations.ts';
import { obligationFiring } from './obligation-firing.ts';
import { rulesOf } from './rules.ts';

/** What follows from a due item: what is told, and after which instant the next rung, and the next telling of which obligations, is looked for. */
export interface Firing {
  readonly head: Head;
  readonly wanted: readonly Wanted[];
  /** It follows from a step that ran out, so that nobody is told before the next run. */
  readonly waits?: true;
  readonly next?: { readonly since: string; readonly after: string };
  readonly owed?: { readonly of: readonly Obligation[]; readonly after: string };
}

const waitsAt = (head: Head, { step, round }: { step: string; round: number }): boolean =>
  stepOf(head) === step && head.round === round;

/** When the step began, and after which instant its rungs count: a step's first notice carries both in its key. */
const basisOf = async (notice: NoticeDue, at: string): Promise<Firing['next']> => {
  if (notice.occasion !== 'date_moved' && notice.occasion !== 'resumed')
    return { since: at, after: at };
  return planBasis(await Array.fromAsync(eventsOf(notice.review)));
};

/** What a notice tells that is still true; with the deed that led to it, its receipt as well. */
export const wantedBy = async (notice: NoticeDue, head: Head, act?: Event): Promise<Wanted[]> => {
  const { calendars } = await rulesOf(head);
  const plan = planIdOf(head, calendars.due);
  return noticeTellings(notice, head, act).filter((one) => stillTrue(head, one, plan, one.person));
};

const noticeFiring = async (notice: NoticeDue, at: string, head: Head): Promise<Firing> => {
  const act = notice.act === undefined ? undefined : await getEvent(head.id, notice.act);
  const wanted = await wantedBy(notice, head, act);
  const leadsOn = startsPlan(notice.occasion) && waitsAt(head, notice);
  const next = leadsOn ? await basisOf(notice, at) : undefined;
  const owed = plansObligations(notice.occasion) ? { of: obligations, after: at } : undefined;
  const waits = act && isOfTheClock(act);
  return {
    head,
    wanted,
    ...(waits && { waits }),
    ...(next && { next }),
    ...(owed && { owed }),
  };
};

/** How many reminders of this step and round went out before. */
export const remindersSent = async (head: Head, rungs: readonly PlannedRung[]): Promise<number> => {
  if (!rungs.some(({ rung }) => typeof rung.when === 'object')) return 0;
  const sent = (await rowsOf(head.id)).filter(
    ({ status, kind, step, round }) =>
      status === 'sent' && pressureOf(kind) === 'reminder' && waitsAt(head, { step, round }),
  );
  return new Set(sent.map(({ plan, rung }) => `${plan}#${rung}`)).size;
};

const rungsFiring = async (
  { review, step, round, plan, since }: RungsDue,
  at: string,
  head: Head,
): Promise<Firing | undefined> => {
  const { ladder, calendars } = await rulesOf(head);
  const stale = head.suspended || !waitsAt(head, { step, round });
  if (stale || planIdOf(head, calendars.due) !== plan) return undefined;
  const now = timestamp();
  const due = planOf(head, since, ladder, calendars).filter(
    (rung) => rung.at >= at && rung.at <= now,
  );
  const before = await remindersSent(head, due);
  const fires = due.filter(({ rung }) => firesNow(rung, head, before));
  return { head, wanted: rungTellings(review, fires), next: { since, after: now } };
};

/** What follows from a due item as the record stands now; undefined when it is no longer true. */
export const firingOf = async ({ item, at }: Due): Promise<Firing | undefined> => {
  const head = await getHead(item.review);
  if (!head) return undefined;
  if (item.kind === 'notice') return noticeFiring(item, at, head);
  return item.kind === 'rungs' ? rungsFiring(item, at, head) : obligationFiring(item, at, head);
};
