import { endOfDayAfter } from '../due.ts';
import type { NewEvent } from '../events.ts';
import type { Instrument } from '../instrument.ts';
import type { Zoned } from '../reminders/calendar-days.ts';
import type { Ladder } from '../reminders/ladder.ts';
import type { Head } from '../review.ts';

/** What decides when a stage expires, and what then: the ladder where it says so, else the instrument. */
export interface Course {
  readonly instrument: Instrument;
  readonly ladder: Pick<Ladder, 'steps'>;
  /** The review's calendar, at the end of whose days stages are due. */
  readonly zone: Zoned;
}

const ruleOf = ({ stage }: Head, { instrument, ladder }: Course) =>
  ladder.steps[stage]?.expiry ?? instrument.expiry?.[stage];

/** The declared outcome of a stage whose answers did not come. */
const unheeded = (head: Head, course: Course, at: string): NewEvent | undefined => {
  const { stage, round, expired = 0 } = head;
  const rule = ruleOf(head, course);
  if (!rule) return undefined;
  if (rule.outcome === 'extend' && expired < rule.times) {
    const dueAt = endOfDayAfter(course.zone, at, rule.days);
    return { type: 'stage-expired', facts: { stage, round, outcome: 'extend', dueAt } };
  }
  const outcome = rule.outcome === 'extend' ? rule.afterwards : rule.outcome;
  if (outcome === 'lapse' || stage !== 'evaluation')
    return { type: 'review-lapsed', facts: { stage, round } };
  const dueAt = endOfDayAfter(course.zone, at, course.instrument.due.evaluation.days);
  return { type: 'stage-expired', facts: { stage, round, outcome, dueAt } };
};

/** The last instant of grace after a due date: the end of a day, as the due date is. */
const endOfGrace = (head: Head, dueAt: string, course: Course): string => {
  const days = head.waiting ? 0 : (ruleOf(head, course)?.graceDays ?? 0);
  return days > 0 ? endOfDayAfter(course.zone, dueAt, days) : dueAt;
};

/** The last instant at which the open step still waits; undefined where it waits without end or not at all. */
export const expiresAfter = (head: Head, course: Course): string | undefined => {
  const { phase, suspended, waiting, dueAt } = head;
  if (phase !== 'open' || suspended || !dueAt || waiting === 'decision') return undefined;
  if (!waiting && !ruleOf(head, course)) return undefined;
  return endOfGrace(head, dueAt, course);
};

/**
 * What becomes of an open stage whose due date, and the days of grace after it, has passed: its
 * declared default outcome. A decision is waited for without end; a missing second signature is
 * recorded and blocks nothing. Undefined while there is nothing to do; a suspended clock never runs out.
 */
export const expiryOf = (head: Head, course: Course, at: string): NewEvent | undefined => {
  const { waiting, stage, round } = head;
  const after = expiresAfter(head, course);
  if (after === undefined || at <= after) return undefined;
  return waiting === 'signature'
    ? { type: 'signature-missed', facts: { stage, round } }
    : unheeded(head, course, at);
};
