import type { Calendar } from '../../domain/reminders/calendar.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import { pressureOf } from '../../domain/reminders/tellings.ts';
import { headquarters } from '../../instruments/calendars.ts';
import { standardLadder } from '../../instruments/ladders.ts';
import { type Course, standAt } from './course.ts';
import { isOff, shownIn } from './own-calendar.ts';
import { calendarOf } from './rungs.ts';

const quarter = 15 * 60_000;
/** So long a run of the machine may itself take, if it is not known to have taken longer on a busy computer. */
const runTakes = 5 * 60_000;

/** A time in which the machine did not run, and whether it ran at its end. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly runs: boolean;
}

/** When the machine could not run, and when each person had which mail. */
export interface World {
  readonly gaps: readonly Gap[];
  readonly mails: ReadonlyMap<string, readonly number[]>;
  /** When runs ended, by when they began. */
  readonly ends?: ReadonlyMap<number, number>;
}

/** The calendar of whoever is told, as the role they are registered in has it. */
const calendarOfPerson = (id: string): Calendar => {
  if (id.startsWith('focal') || id.startsWith('contingent'))
    return calendarOf(`contributor:${id.includes('egy') ? 'EGY' : 'RWA'}`);
  if (id.startsWith('verifier')) return calendarOf('mission:MINUSCA');
  return id.startsWith('commander') ? calendarOf('mission:UNMISS') : headquarters;
};

/** Whether somebody may be reminded at an instant, as far as the hours and days of their calendar say. */
const isAwake = (calendar: Calendar, instant: number): boolean => {
  const { day, minutes } = shownIn(calendar.timeZone, instant);
  return !isOff(calendar, day) && minutes >= 7 * 60 && minutes < 20 * 60;
};

const dayOf = (recipient: string, instant: number): string =>
  shownIn(calendarOfPerson(recipient).timeZone, instant).day;

/** How many mails somebody had on the day of an instant, before it. */
const hadBefore = ({ mails }: World, recipient: string, instant: number): number => {
  const day = dayOf(recipient, instant);
  const near = (mails.get(recipient) ?? []).filter(
    (at) => at < instant && instant - at < 26 * 3_600_000,
  );
  return near.filter((at) => dayOf(recipient, at) === day).length;
};

/** Whether hours, days off and the cap let somebody be told at an instant of what could be told from another on. */
const isAllowed = (world: World, row: Telling, from: number, instant: number): boolean => {
  const calendar = calendarOfPerson(row.recipient);
  if (hadBefore(world, row.recipient, instant) >= standardLadder.manners.perPersonPerDay)
    return false;
  if (pressureOf(row.kind) === 'reminder') return isAwake(calendar, instant);
  const { day, minutes } = shownIn(calendar.timeZone, instant);
  return day === dayOf(row.recipient, from) || minutes >= 7 * 60;
};

/** The first run of the machine at or after an instant. */
const runAfter = ({ gaps }: World, instant: number): number => {
  const gap = gaps.find(({ from, to }) => instant > from && instant <= to);
  if (gap?.runs) return gap.to;
  const run = Math.ceil((gap?.to ?? instant) / quarter) * quarter;
  const missed = gaps.find(({ from, to }) => run > from && run < to);
  return missed ? runAfter({ gaps, mails: new Map() }, run) : run;
};

/** From when on a row could have been told at all: its rung, and whom it concerns. */
const groundsOf = ({ stands }: Course, row: Telling, due: number): number => {
  const sent = Date.parse(row.sentAt ?? '');
  const changes = stands.filter(({ changed, at }) => changed && at <= sent);
  return Math.max(due, ...changes.map(({ at }) => at));
};

/** The end of the first run at which the machine could send a row: its recipient awake, and the cap not reached. */
const latestFor = (course: Course, row: Telling, due: number, world: World): number => {
  const from = groundsOf(course, row, due);
  let run = runAfter(world, from);
  while (!isAllowed(world, row, from, run)) run = runAfter(world, run + 1);
  return Math.max(run + runTakes, world.ends?.get(run) ?? 0);
};

/** Whether the record still asked for what a reminder says when it was sent. */
const wasAsked = (course: Course, row: Telling): boolean => {
  const stand = standAt(course, Date.parse(row.sentAt ?? ''));
  return stand?.step === row.step && stand.round === row.round && stand.plan === row.plan;
};

const iso = (instant: number): string => new Date(instant).toISOString();

/** What is wrong with when a row was sent, by what is due from an instant on; undefined where nothing is. */
export const faultOf = (
  course: Course,
  row: Telling,
  due: number | undefined,
  world: World,
): string | undefined => {
  const sent = Date.parse(row.sentAt ?? '');
  if (due === undefined) return 'belongs to no rung and no event';
  if (sent < due) return `early: due at ${iso(due)}`;
  const urgent = pressureOf(row.kind) === 'urgent';
  if (!urgent && hadBefore(world, row.recipient, sent) >= standardLadder.manners.perPersonPerDay)
    return 'beyond the cap of the day';
  if (pressureOf(row.kind) === 'reminder') {
    if (row.kind !== 'obligation' && !wasAsked(course, row)) return 'was not asked for any more';
    if (!isAwake(calendarOfPerson(row.recipient), sent)) return 'in quiet hours or on a day off';
  }
  const latest = latestFor(course, row, due, world);
  return sent > latest ? `late: until ${iso(latest)}` : undefined;
};
