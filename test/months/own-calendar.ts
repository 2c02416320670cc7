import type { Calendar } from '../../domain/reminders/calendar.ts';

const day = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
};

/** What clocks in a zone show at an instant, by the platform's own tables: day, and minutes since midnight. */
export const shownIn = (timeZone: string, instant: number): { day: string; minutes: number } => {
  const [date = '', time = ''] = formatOf(timeZone).format(instant).split(', ');
  const [hours, minutes] = time.split(':').map(Number);
  return {
    day: date.split('/').reverse().join('-'),
    minutes: Number(hours) * 60 + Number(minutes),
  };
};

/** The instant at which clocks in a zone show nine in the morning on a day: found by looking. */
export const nineOn = (timeZone: string, on: string): number => {
  const middle = Date.parse(`${on}T09:00:00Z`);
  for (
    let instant = middle - 15 * 3_600_000;
    instant <= middle + 15 * 3_600_000;
    instant += 900_000
  ) {
    const shown = shownIn(timeZone, instant);
    if (shown.day === on && shown.minutes === 540) return instant;
  }
  throw new Error(`no nine o’clock on ${on} in ${timeZone}`);
};

export const isOff = ({ weekend, holidays }: Calendar, on: string): boolean =>
  holidays.includes(on) || weekend.includes(((new Date(on).getUTCDay() + 6) % 7) + 1);

/** So many days later, or earlier. */
export const nextDay = (on: string, step = 1): string =>
  new Date(Date.parse(on) + step * day).toISOString().slice(0, 10);

/** So many working days from a day; zero at a due date is that day or the working day before it. */
export const workingDays = (calendar: Calendar, from: string, count: number): string => {
  let found = from;
  if (count === 0) while (isOff(calendar, found)) found = nextDay(found, -1);
  for (let left = Math.abs(count); left > 0; ) {
    found = nextDay(found, Math.sign(count));
    if (!isOff(calendar, found)) left -= 1;
  }
  return found;
};

/** Whether a day lies whole multiples of so many months after another, the first at least so many; a month that lacks the day has its last. */
export const isMonthsAfter = (start: string, on: string, first: number, every: number): boolean => {
  const [year = 0, month = 0, date = 0] = start.split('-').map(Number);
  const [thatYear = 0, thatMonth = 0, thatDate = 0] = on.split('-').map(Number);
  const months = (thatYear - year) * 12 + thatMonth - month;
  const lastOfMonth = new Date(Date.UTC(thatYear, thatMonth, 0)).getUTCDate();
  if (thatDate !== Math.min(date, lastOfMonth)) return false;
  return months >= first && (months - first) % every === 0;
};
