import type { Event } from '../events.ts';
import type { Instrument } from '../instrument.ts';
import type { Delegation } from '../people/delegation.ts';
import type { Head } from '../review.ts';
import type { DueItem } from './due-item.ts';
import type { Ladder } from './ladder.ts';
import type { Whereabouts } from './manners.ts';
import type { Obligation } from './obligation.ts';
import type { ObligationRecord } from './obligation-record.ts';
import type { ObligationCalendars } from './owed-obligation.ts';
import type { Calendars } from './plan.ts';
import type { Reachable } from './simulated-people.ts';
import type { Telling } from './telling.ts';

/** A due item with the instant at which it is to be fired. */
export interface PendingDue {
  readonly at: string;
  readonly item: DueItem;
}

/** A mail that somebody had: it counts toward the cap of its day. */
export interface Told {
  readonly recipient: string;
  readonly at: string;
  readonly message: string;
}

/** An open review with what its next reminders rest on. */
export interface OpenReview {
  readonly head: Head;
  /** When its step began; undefined before the first. */
  readonly since: string | undefined;
  /** The deeds that pending notices follow from. */
  readonly acts: readonly Event[];
  /** What its record says of what the unit owes again and again; nothing where nothing is said. */
  readonly record?: ObligationRecord;
}

/** All that the reminders rest on, as the record has it at one moment. */
export interface RemindersState {
  readonly reviews: readonly OpenReview[];
  readonly due: readonly PendingDue[];
  /** The ledger's rows of these reviews, and all that people are owed. */
  readonly rows: readonly Telling[];
  readonly told: readonly Told[];
  readonly people: readonly Reachable[];
  readonly delegations: readonly Delegation[];
}

/** The rules that do not change while a simulation runs. */
export interface ReminderRules {
  readonly ladderOf: (head: Head) => Ladder;
  readonly calendarsOf: (head: Head) => Calendars;
  readonly whereaboutsOf: (person: Reachable) => Whereabouts;
  readonly instrumentOf: (head: Head) => Instrument;
  readonly obligations: readonly Obligation[];
  readonly obligationCalendarsOf: (head: Head, obligation: Obligation) => ObligationCalendars;
}

/** One thing that a planned mail says of one review, and why. */
export interface PlannedItem
  extends Pick<Telling, 'review' | 'step' | 'round' | 'plan' | 'rung' | 'kind' | 'as' | 'for'> {
  readonly unit: string;
  readonly contributor: string;
  readonly mission: string;
  readonly reason: string;
}

/** One mail as the machine would send it: at which run, to whom, and all that it says. */
export interface PlannedMessage {
  readonly at: string;
  readonly recipient: string;
  readonly role: string;
  readonly items: readonly PlannedItem[];
}
