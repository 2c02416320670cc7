import type { Event } from '../../domain/events.ts';
import { evolve } from '../../domain/fold.ts';
import type { Head } from '../../domain/review.ts';
import { headquarters } from '../../instruments/calendars.ts';
import { shownIn } from './own-calendar.ts';

/** How a review stood from one event to the next, in plain words. Instants are milliseconds. */
export interface Stand {
  readonly at: number;
  readonly seq: number;
  /** What it waited for with its clocks running; undefined while it waited for nothing. */
  readonly step: string | undefined;
  readonly round: number;
  /** The day on which that was due. */
  readonly plan: string;
  /** When the step began, and since when its reminders count by this due date. */
  readonly began: number;
  readonly planned: number;
  /** Whom it concerns, or by when, changed here. */
  readonly changed: boolean;
  readonly arrival?: string | undefined;
}

/** All that the oracle knows of one review. */
export interface Course {
  readonly review: string;
  readonly contributor: string;
  readonly mission: string;
  readonly stands: readonly Stand[];
}

const begins = ({ type, facts }: Event): boolean =>
  type === 'stage-opened' ||
  (type === 'stage-submitted' && facts.waitsFor !== undefined) ||
  (type === 'stage-expired' && facts.outcome === 'decide');

const replans = /^(stage-extended|stage-expired|review-resumed|anchors-moved)$/;
const concerns = /^(stage-assigned|review-suspended|signature-missed)$/;

const standAfter = (before: Stand | undefined, head: Head, event: Event): Stand => {
  const at = Date.parse(event.at);
  const first = begins(event);
  const again = first || replans.test(event.type);
  const waits = head.phase === 'open' && !head.suspended;
  return {
    at,
    seq: event.seq,
    step: waits ? (head.waiting ?? head.stage) : undefined,
    round: head.round,
    plan: head.dueAt ? shownIn(headquarters.timeZone, Date.parse(head.dueAt)).day : 'undated',
    began: first ? at : (before?.began ?? at),
    planned: again ? at : (before?.planned ?? at),
    changed: again || concerns.test(event.type),
    arrival: head.arrival,
  };
};

/** The course of a review, from its record. */
export const courseOf = (review: string, events: readonly Event[]): Course => {
  const stands: Stand[] = [];
  let head: Head | undefined;
  for (const event of events) {
    head = evolve(head, event);
    stands.push(standAfter(stands.at(-1), head, event));
  }
  const { contributor = '', mission = '' } = head ?? {};
  return { review, contributor, mission, stands };
};

/** How a review stood at an instant. */
export const standAt = ({ stands }: Course, instant: number): Stand | undefined =>
  stands.findLast(({ at }) => at <= instant);
