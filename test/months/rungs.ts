import type { Calendar } from '../../domain/reminders/calendar.ts';
import type { Rung } from '../../domain/reminders/ladder.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import { calendarOfParty, headquarters } from '../../instruments/calendars.ts';
import { standardLadder } from '../../instruments/ladders.ts';
import { findObligation } from '../../instruments/obligations.ts';
import { type Course, standAt } from './course.ts';
import { isMonthsAfter, nextDay, nineOn, shownIn, workingDays } from './own-calendar.ts';

type Place = Pick<Course, 'contributor' | 'mission'>;

/** The calendar of a party: of a State's capital, of a mission; Headquarters where there is none. */
export const calendarOf = (party: string | undefined): Calendar =>
  (party && calendarOfParty(party as `mission:${string}`)) || headquarters;

const calendarOfStep = ({ contributor, mission }: Place, step: string): Calendar => {
  if (step === 'self-assessment' || step === 'signature')
    return calendarOf(`contributor:${contributor}`);
  return step === 'verification' ? calendarOf(`mission:${mission}`) : headquarters;
};

/** All rungs of a step, each of their repeats for itself. */
export const rungsOf = (step: string): (Rung & { readonly name: string })[] =>
  (standardLadder.steps[step as 'evaluation']?.rungs ?? []).flatMap((rung) =>
    Array.from({ length: 1 + (rung.repeat?.times ?? 0) }, (_, time) => ({
      ...rung,
      name: time === 0 ? rung.id : `${rung.id}.${time}`,
      offset: rung.offset + time * (rung.repeat?.every ?? 0),
    })),
  );

/** When a rung fires, counted anew from the ladder's words and the platform's clocks. */
export const instantOf = (
  course: Place,
  rung: Pick<Rung, 'from' | 'offset'>,
  { step, plan, began }: { readonly step: string; readonly plan: string; readonly began: number },
): number => {
  const calendar = calendarOfStep(course, step);
  const base = rung.from === 'due' ? plan : shownIn(calendar.timeZone, began).day;
  return nineOn(calendar.timeZone, workingDays(calendar, base, rung.offset));
};

const monthsOf = (span: object | undefined): number =>
  span && 'months' in span ? Number(span.months) : 0;

const ownerCalendar = (place: Place, role: string | undefined): Calendar => {
  if (role === 'contingent_commander' || role === 'contributor')
    return calendarOf(`contributor:${place.contributor}`);
  return role === 'verifier' || role === 'commander'
    ? calendarOf(`mission:${place.mission}`)
    : headquarters;
};

/** When what a unit owes again and again is told, from its arrival; undefined where it is not owed on that day. */
const obligationInstant = (course: Course, row: Telling): number | undefined => {
  const owed = findObligation(row.step);
  const rung = owed?.rungs.find(({ id }) => id === row.rung);
  const arrival = standAt(course, Date.parse(row.sentAt ?? ''))?.arrival;
  if (!owed?.every || !rung || !arrival) return undefined;
  const { first, every } = owed;
  if (!isMonthsAfter(arrival, row.plan, monthsOf(first), monthsOf(every))) return undefined;
  const calendar = ownerCalendar(course, owed.rungs[0]?.to[0]);
  const { offset } = rung;
  const on =
    rung.days === 'calendar' ? nextDay(row.plan, offset) : workingDays(calendar, row.plan, offset);
  return nineOn(calendar.timeZone, on);
};

/** From when on what a row says could be told: the instant of its rung, or of its event; undefined where there is none. */
export const dueAt = (course: Course, row: Telling): number | undefined => {
  if (row.kind === 'obligation') return obligationInstant(course, row);
  const rung = rungsOf(row.step).find(({ name }) => name === row.rung);
  if (!rung) return course.stands.find(({ seq }) => seq === Number(row.plan))?.at;
  const began = standAt(course, Date.parse(row.sentAt ?? ''))?.began;
  return began === undefined ? undefined : instantOf(course, rung, { ...row, began });
};
