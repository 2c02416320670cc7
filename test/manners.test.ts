import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockIn, dayIn, isDayOff } from '../domain/reminders/calendar-days.ts';
import type { Manners } from '../domain/reminders/ladder.ts';
import { allowedAt } from '../domain/reminders/manners.ts';
import { calendars, headquarters } from '../instruments/calendars.ts';

const seed = 20_261_124;
const manners: Manners = {
  perPersonPerDay: 3,
  quietHours: { from: '20:00', to: '07:00' },
  quietOnDaysOff: true,
};
const newYork = { timeZone: 'America/New_York', calendar: headquarters };
const cairo = {
  timeZone: 'Africa/Cairo',
  calendar: { weekend: [5, 6], holidays: [] },
};

describe('when somebody may be told', () => {
  it('is now, in working hours and below the cap', () => {
    expect(allowedAt('2027-06-14T13:00:00.000Z', manners, newYork, 2)).toBe('now');
  });

  it('is the morning after quiet hours, which go over midnight', () => {
    // Monday 21:30 and Tuesday 05:00 in New York.
    expect(allowedAt('2027-06-15T01:30:00.000Z', manners, newYork, 0)).toBe(
      '2027-06-15T11:00:00.000Z',
    );
    expect(allowedAt('2027-06-15T09:00:00.000Z', manners, newYork, 0)).toBe(
      '2027-06-15T11:00:00.000Z',
    );
    expect(allowedAt('2027-06-15T11:00:00.000Z', manners, newYork, 0)).toBe('now');
  });

  it('is the next working day, in the week of the recipient', () => {
    // Friday noon: a working day in New York, off in Cairo until Sunday.
    const friday = '2027-06-11T12:00:00.000Z';

    expect(allowedAt(friday, manners, newYork, 0)).toBe('now');
    expect(allowedAt(friday, manners, cairo, 0)).toBe('2027-06-13T04:00:00.000Z');
  });

  it('is the next morning once the cap is reached; after the weekend where that is off', () => {
    expect(allowedAt('2027-06-14T15:00:00.000Z', manners, newYork, 3)).toBe(
      '2027-06-15T11:00:00.000Z',
    );
    expect(allowedAt('2027-06-11T15:00:00.000Z', manners, newYork, 3)).toBe(
      '2027-06-14T11:00:00.000Z',
    );
  });

  it('is any hour and day for a notice, but the cap holds', () => {
    const saturdayNight = '2027-06-13T02:00:00.000Z';

    expect(allowedAt(saturdayNight, manners, newYork, 2, 'notice')).toBe('now');
    expect(allowedAt(saturdayNight, manners, newYork, 3, 'notice')).toBe(
      '2027-06-13T11:00:00.000Z',
    );
  });

  it('is always now for what is urgent', () => {
    expect(allowedAt('2027-06-13T02:00:00.000Z', manners, newYork, 99, 'urgent')).toBe('now');
  });

  it('follows the clocks: seven in the morning after they changed', () => {
    const everyDay = { ...newYork, calendar: { weekend: [], holidays: [] } };

    // The nights to 14 March and to 7 November 2027.
    expect(allowedAt('2027-03-14T04:00:00.000Z', manners, everyDay, 0)).toBe(
      '2027-03-14T11:00:00.000Z',
    );
    expect(allowedAt('2027-11-07T03:00:00.000Z', manners, everyDay, 0)).toBe(
      '2027-11-07T12:00:00.000Z',
    );
  });

  it('waits for the later showing where quiet hours end within the hour that comes twice', () => {
    const odd = { ...manners, quietHours: { from: '20:00', to: '01:30' }, quietOnDaysOff: false };

    // 01:10 for the second time, in New York on 7 November 2027.
    expect(allowedAt('2027-11-07T06:10:00.000Z', odd, newYork, 0)).toBe('2027-11-07T06:30:00.000Z');
  });

  it(`is never in quiet hours nor on a day off, never past, and no quarter of an hour earlier would do (seed ${seed})`, () => {
    const hour = fc.integer({ min: 0, max: 23 }).map((n) => `${String(n).padStart(2, '0')}:00`);
    const anyManners = fc.record({
      perPersonPerDay: fc.constant(3),
      quietHours: fc.record({ from: hour, to: hour }),
      quietOnDaysOff: fc.boolean(),
    });
    const instant = fc
      .integer({ min: 0, max: 4 * 24 * 900 })
      .map((quarters) => new Date(Date.UTC(2026, 0, 1) + quarters * 900_000).toISOString());
    const free = (
      at: string,
      { quietHours, quietOnDaysOff }: Manners,
      calendar: (typeof calendars)[number],
    ) => {
      const clock = clockIn(calendar, at);
      const { from, to } = quietHours ?? { from: '', to: '' };
      const quiet = from <= to ? clock >= from && clock < to : clock >= from || clock < to;
      return !quiet && !(quietOnDaysOff && isDayOff(calendar, dayIn(calendar, at)));
    };
    fc.assert(
      fc.property(anyManners, fc.constantFrom(...calendars), instant, (how, calendar, now) => {
        const found = allowedAt(now, how, { timeZone: calendar.timeZone, calendar }, 0);
        const at = found === 'now' ? now : found;
        expect(free(at, how, calendar)).toBe(true);
        expect(at >= now).toBe(true);
        for (let earlier = Date.parse(now); earlier < Date.parse(at); earlier += 900_000)
          expect(free(new Date(earlier).toISOString(), how, calendar)).toBe(false);
      }),
      { seed, numRuns: 300 },
    );
  });
});
