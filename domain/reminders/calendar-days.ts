import { Temporal } from 'temporal-polyfill';
import type { Calendar } from './calendar.ts';

/** A place where days begin and end: a calendar, or a person with a time zone. */
export type Zoned = Pick<Calendar, 'timeZone'>;

type Week = Pick<Calendar, 'weekend' | 'holidays'>;

/** The instant as ISO 8601 in UTC with milliseconds. */
const written = (instant: { readonly epochMilliseconds: number }): string =>
  new Date(instant.epochMilliseconds).toISOString();

/**
 * The instant at which clocks in the zone show this time (`HH:MM`, seconds if wanted) on this day. A
 * time that the spring change leaves out is taken as much later as the clocks jump; of a time that the
 * autumn change shows twice, the first is meant unless the later one is asked for.
 */
export const instantAt = (
  { timeZone }: Zoned,
  day: string,
  clock: string,
  twice: 'first' | 'later' = 'first',
): string =>
  written(
    Temporal.PlainDateTime.from(`${day}T${clock}`).toZonedDateTime(timeZone, {
      disambiguation: twice === 'later' ? 'later' : 'compatible',
    }),
  );

/** The last second of a day in the zone, 23:59:59.000; the later one where clocks show it twice. */
export const endOfDayIn = (zone: Zoned, day: string): string =>
  instantAt(zone, day, '23:59:59', 'later');

const zoned = ({ timeZone }: Zoned, instant: string): Temporal.ZonedDateTime =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);

/** The day that an instant lies in, in the zone. */
export const dayIn = (zone: Zoned, instant: string): string =>
  zoned(zone, instant).toPlainDate().toString();

/** The time of day that clocks in the zone show at an instant, `HH:MM`. */
export const clockIn = (zone: Zoned, instant: string): string =>
  zoned(zone, instant).toPlainTime().toString().slice(0, 5);

/** Whether nobody works on this day: a day of the weekend, or a holiday. */
export const isDayOff = ({ weekend, holidays }: Week, day: string): boolean =>
  holidays.includes(day) || weekend.includes(Temporal.PlainDate.from(day).dayOfWeek);

/** The calendar day that lies so many days after this one, before it where negative. */
export const daysLater = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString();

/** How many calendar days lie between two days; negative where the second comes first. */
export const daysBetween = (first: string, second: string): number =>
  Temporal.PlainDate.from(first).until(second).days;

/** The nearest working day from this one on, itself included; backwards with step -1. */
const workingDayFrom = (week: Week, day: string, step: 1 | -1): string => {
  let found = day;
  while (isDayOff(week, found)) found = daysLater(found, step);
  return found;
};

/**
 * The day that lies `count` days after this one, before it where negative. Working days are counted
 * from the next day on, so that one working day after a Saturday is the Monday; zero working days
 * is the day itself, or the next working day if it is a day off.
 */
export const addDays = (
  week: Week,
  day: string,
  count: number,
  days: 'working' | 'calendar',
): string => {
  if (days === 'calendar') return daysLater(day, count);
  if (count === 0) return workingDayFrom(week, day, 1);
  const step = count > 0 ? 1 : -1;
  let found = day;
  for (let left = Math.abs(count); left > 0; left -= 1)
    found = workingDayFrom(week, daysLater(found, step), step);
  return found;
};

/**
 * The day of something that belongs before or after a due day. As `addDays`, but zero working days from
 * a day off is the working day before it: what is due on a Sunday is said on the Friday.
 */
export const dayBeside = (
  week: Week,
  due: string,
  offset: number,
  days: 'working' | 'calendar',
): string =>
  offset === 0 && days === 'working'
    ? workingDayFrom(week, due, -1)
    : addDays(week, due, offset, days);

/** The day that lies `months` later: the last of its month where that month has no such day. */
export const addMonths = (day: string, months: number): string =>
  Temporal.PlainDate.from(day).add({ months }).toString();

/** Whether a time zone of this name is known here. */
export const isTimeZone = (timeZone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return true;
  } catch {
    return false;
  }
};
