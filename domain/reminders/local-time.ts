import { Temporal } from 'temporal-polyfill';

/** An instant as a clock and a calendar on a wall show it. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
  /** `HH:MM`. */
  readonly time: string;
  /** The day, `YYYY-MM-DD`. */
  readonly date: string;
  readonly isEndOfDay: boolean;
  /** As in `UTC+2` or `UTC-3:30`. */
  readonly offset: string;
}

const offsetOf = (offset: string): string => {
  const [hours = '', minutes] = offset.split(':');
  const sign = hours.startsWith('-') ? '-' : '+';
  return `UTC${sign}${Math.abs(Number(hours))}${minutes === '00' ? '' : `:${minutes}`}`;
};

/** An instant (ISO 8601) in a time zone (IANA). RangeError for a zone that there is not. */
export const localTime = (instant: string, timeZone: string): LocalTime => {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const time = at.toPlainTime().toString({ smallestUnit: 'minute' });
  return {
    year: at.year,
    month: at.month,
    day: at.day,
    weekday: at.dayOfWeek,
    time,
    date: at.toPlainDate().toString(),
    isEndOfDay: time === '23:59',
    offset: offsetOf(at.offset),
  };
};
