import type { Head } from '../review.ts';
import type { Calendar } from './calendar.ts';
import { addDays, dayBeside, dayIn, instantAt } from './calendar-days.ts';
import type { Ladder, Rung, Step } from './ladder.ts';
import type { Telling } from './telling.ts';

/** The review's calendar, in whose zone days are due, and that of the party that holds the step, in which rungs are counted. */
export interface Calendars {
  readonly due: Calendar;
  readonly party: Calendar;
}

/** A rung with its instant. `plan` is the day of the due date that it belongs to. */
export interface PlannedRung {
  readonly rung: Rung;
  /** The rung's id; its repeats are told apart by `.1`, `.2` and so on. */
  readonly id: string;
  readonly at: string;
  readonly plan: string;
  readonly step: Step;
  readonly round: number;
  /** The rung's message; what would speak of today on another day is a reminder. */
  readonly message: Rung['message'];
}

type Stand = Pick<Head, 'phase' | 'stage' | 'round' | 'waiting' | 'suspended' | 'dueAt'>;

/** What the review waits for; undefined while it waits for nobody. */
export const stepOf = ({
  phase,
  stage,
  waiting,
}: Pick<Head, 'phase' | 'stage' | 'waiting'>): Step | undefined =>
  phase === 'open' ? (waiting ?? stage) : undefined;

/** The plan that the rungs of this due date belong to: its day in the review's calendar; `undated` without one. */
export const planIdOf = (
  { dueAt }: Pick<Head, 'dueAt'>,
  due: Pick<Calendar, 'timeZone'>,
): string => (dueAt ? dayIn(due, dueAt) : 'undated');

interface Occurrence {
  readonly id: string;
  readonly offset: number;
}

const occurrencesOf = ({ id, offset, repeat }: Rung): Occurrence[] => [
  { id, offset },
  ...Array.from({ length: repeat?.times ?? 0 }, (_, index) => ({
    id: `${id}.${index + 1}`,
    offset: offset + (index + 1) * (repeat?.every ?? 0),
  })),
];

/**
 * When a rung fires that hangs on the due date. Where its party's clocks are far from the review's, it
 * moves by a day: what belongs before the end of the due day stays before it, and nothing is called
 * overdue that is not.
 */
const fromDue = (
  rung: Rung,
  offset: number,
  plan: string,
  dueAt: string,
  { party }: Calendars,
  hour: string,
): string => {
  const ahead = offset <= 0;
  let day = dayBeside(party, plan, offset, rung.days);
  let at = instantAt(party, day, hour);
  while (ahead !== at < dueAt) {
    day = addDays(party, day, ahead ? -1 : 1, rung.days);
    at = instantAt(party, day, hour);
  }
  return at;
};

const order = (one: PlannedRung, other: PlannedRung): number => {
  const [a, b] = one.at === other.at ? [one.id, other.id] : [one.at, other.at];
  return a < b ? -1 : 1;
};

/**
 * All rungs of the step that a review waits in, earliest first; none while its clocks stand still.
 * `since` is when the step began: what would have been told by then, or before, is not planned, so
 * that a deadline a few days ahead has only the rungs that still fit. Days are counted in the
 * calendar of the party that holds the step, from the day as the review's calendar names it.
 */
export const planOf = (
  head: Stand,
  since: string,
  ladder: Pick<Ladder, 'hour' | 'steps'>,
  calendars: Calendars,
): PlannedRung[] => {
  const step = stepOf(head);
  if (!step || head.suspended) return [];
  const { dueAt, round } = head;
  const { hour } = ladder;
  const plan = planIdOf(head, calendars.due);
  const opened = dayIn(calendars.party, since);
  const atOf = (rung: Rung, offset: number): string | undefined => {
    if (rung.from === 'due') return dueAt && fromDue(rung, offset, plan, dueAt, calendars, hour);
    return instantAt(calendars.party, addDays(calendars.party, opened, offset, rung.days), hour);
  };
  const place = (rung: Rung, { id, offset }: Occurrence): PlannedRung[] => {
    const at = atOf(rung, offset);
    if (!at || at <= since) return [];
    const today = dayIn(calendars.due, at) === plan;
    const message = rung.message === 'due_today' && !today ? 'reminder' : rung.message;
    return [{ rung, id, at, plan, step, round, message }];
  };
  return (ladder.steps[step]?.rungs ?? [])
    .flatMap((rung) => occurrencesOf(rung).flatMap((one) => place(rung, one)))
    .sort(order);
};

/** The first rung after an instant; undefined when none is left. */
export const nextRung = (plan: readonly PlannedRung[], after: string): PlannedRung | undefined =>
  plan.find(({ at }) => at > after);

/** The rungs that came due after one instant and not after the other. */
export const dueRungs = (
  plan: readonly PlannedRung[],
  after: string,
  until: string,
): PlannedRung[] => plan.filter(({ at }) => at > after && at <= until);

/** Whether a rung fires at its time: `reminders` is how many were sent in this step and round before. */
export const firesNow = (
  { when }: Pick<Rung, 'when'>,
  { seen }: Pick<Head, 'seen'>,
  reminders: number,
): boolean => {
  if (when === 'always') return true;
  return when === 'not_acknowledged' ? !seen : reminders >= when.afterReminders;
};

/**
 * Whether what is told by a rung is said no more once somebody has seen what the step asks: it asks
 * whether they did, or fires only while nobody has. A row of a repeat counts as its rung.
 */
export const stopsWhenSeen = (
  { steps }: Pick<Ladder, 'steps'>,
  { step, rung, kind }: Pick<Telling, 'step' | 'rung' | 'kind'>,
): boolean => {
  if (kind === 'not_seen') return true;
  const [id] = rung.split('.');
  const found = steps[step as Step]?.rungs.find((one) => one.id === id && one.message === kind);
  return found?.when === 'not_acknowledged';
};
