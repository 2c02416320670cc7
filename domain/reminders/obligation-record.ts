import { type Entry, entryOf } from '../dossier/entry.ts';
import type { Event } from '../events.ts';

type Facts = Extract<Event, { type: 'obligation-reported' }>['facts'];

/** That an obligation was met, of one of the days on which it was due: as a side reported it. */
export interface ObligationReport extends Entry, Facts {}

/** What the record of a review says of what its unit owes again and again, beyond the head. */
export interface ObligationRecord {
  /** The next cycle of the unit was opened: from then on that review says what the unit owes. */
  readonly isSucceeded: boolean;
  readonly reports: readonly ObligationReport[];
}

/** The record of a review of which nothing was reported, and whose next cycle is not open. */
export const nothingReported: ObligationRecord = { isSucceeded: false, reports: [] };

/** What these events, the whole record of a review, say of its obligations. */
export const obligationRecordOf = (events: readonly Event[]): ObligationRecord => ({
  isSucceeded: events.some(
    ({ type, facts }) => type === 'successor-opened' && facts.kind === 'next_cycle',
  ),
  reports: events.flatMap((event) =>
    event.type === 'obligation-reported' ? [{ ...entryOf('report', event), ...event.facts }] : [],
  ),
});

/** The report of what was due on a day; undefined where nobody reported it as met. */
export const reportOn = (
  { reports }: ObligationRecord,
  obligation: string,
  dueOn: string,
): ObligationReport | undefined =>
  reports.find((report) => report.obligation === obligation && report.dueOn === dueOn);
