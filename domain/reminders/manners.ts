import type { Calendar } from './calendar.ts';
import { addDays, clockIn, dayIn, instantAt, isDayOff } from './calendar-days.ts';
import type { Manners } from './ladder.ts';

/** Where somebody is told: the zone of their clocks, and the calendar of their days off. */
export interface Whereabouts {
  readonly timeZone: string;
  readonly calendar: Pick<Calendar, 'weekend' | 'holidays'>;
}

/**
 * How pressing something is: a reminder waits for working hours and the cap, a notice of a hand-over
 * for the cap alone, and what is urgent for nothing.
 */
export type Pressure = 'reminder' | 'notice' | 'urgent';

const isQuiet = ({ quietHours }: Manners, clock: string): boolean => {
  if (!quietHours) return false;
  const { from, to } = quietHours;
  return from <= to ? clock >= from && clock < to : clock >= from || clock < to;
};

/** The first end of quiet hours after an instant, from this day on; midnight where no hours are quiet. */
const morning = (
  { quietHours }: Manners,
  where: Whereabouts,
  day: string,
  after: string,
): string => {
  const clock = quietHours?.to ?? '00:00';
  const next = addDays(where.calendar, day, 1, 'calendar');
  const today = [instantAt(where, day, clock), instantAt(where, day, clock, 'later')];
  return today.find((at) => at > after) ?? instantAt(where, next, clock);
};

const dayAfter = ({ calendar, ...where }: Whereabouts, at: string): string =>
  addDays(calendar, dayIn(where, at), 1, 'calendar');

/** The first instant from this one on that is neither in quiet hours nor on a day off. */
const afterQuiet = (manners: Manners, where: Whereabouts, from: string): string => {
  let at = from;
  for (;;) {
    const day = dayIn(where, at);
    if (manners.quietOnDaysOff && isDayOff(where.calendar, day))
      at = instantAt(where, dayAfter(where, at), '00:00');
    else if (isQuiet(manners, clockIn(where, at))) at = morning(manners, where, day, at);
    else return at;
  }
};

/**
 * When somebody may be told: `now`, or the next instant that quiet hours, days off and the cap leave
 * free; `toldToday` counts the mails of the recipient's day so far. Beyond the cap it is the next
 * morning, when quiet hours end. A notice waits for the cap alone, what is urgent for nothing.
 */
export const allowedAt = (
  now: string,
  manners: Manners,
  where: Whereabouts,
  toldToday: number,
  pressure: Pressure = 'reminder',
): 'now' | string => {
  if (pressure === 'urgent') return 'now';
  const full = toldToday >= manners.perPersonPerDay;
  const capped = full ? morning(manners, where, dayAfter(where, now), now) : now;
  const at = pressure === 'notice' ? capped : afterQuiet(manners, where, capped);
  return at === now ? 'now' : at;
};
