import type { Event } from '../events.ts';
import type { Head } from '../review.ts';
import { dayIn } from './calendar-days.ts';
import type { NoticeDue, ObligationDue, RungsDue } from './due-item.ts';
import type { Obligation } from './obligation.ts';
import type { ObligationRecord } from './obligation-record.ts';
import {
  isAsPlanned,
  isStillOwed,
  obligationTellings,
  plansObligations,
} from './owed-obligation.ts';
import { firesNow, type PlannedRung, planIdOf, planOf, stepOf } from './plan.ts';
import type { PendingDue, ReminderRules } from './simulated-world.ts';
import { noticeTellings, rungTellings, startsPlan, stillTrue, type Wanted } from './tellings.ts';

/** What a due item leads to: what is told, and from where its next rungs, and the next tellings of which obligations, are looked for. */
export interface SimulatedFiring {
  readonly wanted: readonly Wanted[];
  readonly next?: { readonly since: string; readonly after: string } | undefined;
  readonly owed?: { readonly of: readonly Obligation[]; readonly after: string } | undefined;
}

/** A review at the moment when something of it is fired. */
export interface Fired {
  readonly head: Head;
  readonly since: string | undefined;
  readonly acts: readonly Event[];
  readonly rules: ReminderRules;
  readonly record: ObligationRecord;
  /** Reminders of this step and round that went out before. */
  readonly before: () => number;
}

const waitsAt = (head: Head, { step, round }: { step: string; round: number }): boolean =>
  stepOf(head) === step && head.round === round;

const noticeFiring = (
  notice: NoticeDue,
  at: string,
  { head, since, acts, rules }: Fired,
): SimulatedFiring => {
  const plan = planIdOf(head, rules.calendarsOf(head).due);
  const act = acts.find(({ seq }) => seq === notice.act);
  const wanted = noticeTellings(notice, head, act).filter((one) =>
    stillTrue(head, one, plan, one.person),
  );
  const owed = plansObligations(notice.occasion) ? { of: rules.obligations, after: at } : undefined;
  if (!startsPlan(notice.occasion) || !waitsAt(head, notice)) return { wanted, owed };
  const moved = notice.occasion === 'date_moved' || notice.occasion === 'resumed';
  return { wanted, next: { since: moved ? (since ?? at) : at, after: at }, owed };
};

const rungsFiring = (
  item: RungsDue,
  at: string,
  now: string,
  { head, rules, before }: Fired,
): SimulatedFiring | undefined => {
  const calendars = rules.calendarsOf(head);
  if (head.suspended || !waitsAt(head, item)) return undefined;
  if (planIdOf(head, calendars.due) !== item.plan) return undefined;
  const plan = planOf(head, item.since, rules.ladderOf(head), calendars);
  const due = plan.filter((rung) => rung.at >= at && rung.at <= now);
  const counts = due.some(({ rung }) => typeof rung.when === 'object');
  const sent = counts ? before() : 0;
  const fires: PlannedRung[] = due.filter(({ rung }) => firesNow(rung, head, sent));
  return {
    wanted: rungTellings(item.review, fires),
    next: { since: item.since, after: now },
  };
};

const obligationFiring = (
  item: ObligationDue,
  at: string,
  now: string,
  { head, rules, record }: Fired,
): SimulatedFiring | undefined => {
  const obligation = rules.obligations.find(({ id }) => id === item.obligation);
  if (!obligation || record.isSucceeded) return undefined;
  const calendars = rules.obligationCalendarsOf(head, obligation);
  if (!isStillOwed(obligation, head, dayIn(calendars.due, now))) return undefined;
  const holds = isAsPlanned(item, obligation, head, calendars.due);
  return {
    wanted: holds ? obligationTellings(obligation, head, calendars, { from: at, now }, record) : [],
    owed: { of: [obligation], after: now },
  };
};

/** What follows from a due item that is fired now, as the machine has it; undefined when it is not true any more. */
export const simulatedFiring = (
  { at, item }: PendingDue,
  now: string,
  fired: Fired,
): SimulatedFiring | undefined => {
  if (item.kind === 'notice') return noticeFiring(item, at, fired);
  return item.kind === 'rungs'
    ? rungsFiring(item, at, now, fired)
    : obligationFiring(item, at, now, fired);
};
