import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar } from '../domain/reminders/calendar.ts';
import {
  addDays,
  addMonths,
  clockIn,
  dayIn,
  endOfDayIn,
  instantAt,
  isDayOff,
  isTimeZone,
} from '../domain/reminders/calendar-days.ts';
import { calendarOfParty, headquarters } from '../instruments/calendars.ts';

const seed = 20_261_124;
const zone = (timeZone: string) => ({ timeZone });
const newYork = zone('America/New_York');
const cairo = calendarOfParty('contributor:EGY') as Calendar;

const zones = [
  'America/New_York',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Australia/Lord_Howe',
  'America/St_Johns',
];
const anyZone = fc.constantFrom(...zones).map(zone);
const anyDay = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => new Date(Date.UTC(2020, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));

const anyWeek = fc.record({
  weekend: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 }),
  holidays: fc.array(anyDay, { maxLength: 40 }),
});

describe('the end of a day', () => {
  it('is 23:59:59 of clocks in the zone, in winter and in summer', () => {
    expect(endOfDayIn(newYork, '2027-01-31')).toBe('2027-02-01T04:59:59.000Z');
    expect(endOfDayIn(newYork, '2027-07-31')).toBe('2027-08-01T03:59:59.000Z');
    expect(endOfDayIn(zone('Asia/Kathmandu'), '2027-01-31')).toBe('2027-01-31T18:14:59.000Z');
  });

  it('follows the clocks on the days on which they change', () => {
    // 2027: forward on 14 March, back on 7 November; the Sunday has 23 and 25 hours.
    const hours = (day: string, next: string) =>
      (Date.parse(endOfDayIn(newYork, next)) - Date.parse(endOfDayIn(newYork, day))) / 3_600_000;

    expect(hours('2027-03-13', '2027-03-14')).toBe(23);
    expect(hours('2027-11-06', '2027-11-07')).toBe(25);
    expect(hours('2027-11-07', '2027-11-08')).toBe(24);
  });

  it('comes after both showings where clocks go back over midnight', () => {
    // Beirut goes back from 24:00 to 23:00 on the last Saturday of October: 23:59:59 is shown twice.
    expect(endOfDayIn(zone('Asia/Beirut'), '2027-10-30')).toBe('2027-10-30T21:59:59.000Z');
  });

  it('knows leap days and the last day of a year', () => {
    expect(endOfDayIn(newYork, '2028-02-29')).toBe('2028-03-01T04:59:59.000Z');
    expect(endOfDayIn(newYork, '2027-12-31')).toBe('2028-01-01T04:59:59.000Z');
  });

  it(`lies in its own day in every zone, and the next second in the next (seed ${seed})`, () => {
    fc.assert(
      fc.property(anyZone, anyDay, (where, day) => {
        const end = endOfDayIn(where, day);
        expect(dayIn(where, end)).toBe(day);
        const after = new Date(Date.parse(end) + 1000).toISOString();
        expect(dayIn(where, after)).toBe(
          addDays({ weekend: [], holidays: [] }, day, 1, 'calendar'),
        );
      }),
      { seed, numRuns: 400 },
    );
  });
});

describe('an instant of a day', () => {
  it('is as much later as clocks jump, where they leave its time out', () => {
    expect(instantAt(newYork, '2027-03-14', '02:30')).toBe('2027-03-14T07:30:00.000Z');
    expect(clockIn(newYork, '2027-03-14T07:30:00.000Z')).toBe('03:30');
  });

  it('is the first of two, unless the later one is asked for', () => {
    expect(instantAt(newYork, '2027-11-07', '01:30')).toBe('2027-11-07T05:30:00.000Z');
    expect(instantAt(newYork, '2027-11-07', '01:30', 'later')).toBe('2027-11-07T06:30:00.000Z');
  });

  it(`gives back day and time of day, outside of the hours that clocks leave out (seed ${seed})`, () => {
    fc.assert(
      fc.property(anyZone, anyDay, fc.integer({ min: 4, max: 22 }), (where, day, hour) => {
        const clock = `${String(hour).padStart(2, '0')}:15`;
        const at = instantAt(where, day, clock);
        expect([dayIn(where, at), clockIn(where, at)]).toEqual([day, clock]);
      }),
      { seed, numRuns: 400 },
    );
  });
});

describe('counting days', () => {
  it('leaves out weekend and holidays, forwards and backwards', () => {
    // Thanksgiving 2026 is a Thursday; the Friday after it is a working day.
    expect(addDays(headquarters, '2026-11-25', 1, 'working')).toBe('2026-11-27');
    expect(addDays(headquarters, '2026-11-30', -2, 'working')).toBe('2026-11-25');
    expect(addDays(headquarters, '2026-11-25', 1, 'calendar')).toBe('2026-11-26');
  });

  it('keeps the week of the party: Friday and Saturday are off in Cairo, Sunday is not', () => {
    expect(addDays(cairo, '2026-12-23', 3, 'working')).toBe('2026-12-28');
    expect(addDays(headquarters, '2026-12-23', 3, 'working')).toBe('2026-12-29');
    expect(isDayOff(cairo, '2026-12-25')).toBe(true);
    expect(isDayOff(cairo, '2026-12-27')).toBe(false);
  });

  it('takes zero working days on a day off as the next working day', () => {
    expect(addDays(headquarters, '2026-11-28', 0, 'working')).toBe('2026-11-30');
    expect(addDays(headquarters, '2026-11-30', 0, 'working')).toBe('2026-11-30');
  });

  it('crosses leap day and year end', () => {
    expect(addDays(headquarters, '2028-02-28', 1, 'working')).toBe('2028-02-29');
    expect(addDays(headquarters, '2027-12-31', 1, 'working')).toBe('2028-01-03');
    expect(addDays(headquarters, '2027-02-28', 1, 'calendar')).toBe('2027-03-01');
  });

  it('takes the last day of a month that has no such day', () => {
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2028-02-29', 12)).toBe('2029-02-28');
  });

  it(`never ends on a day off, and comes back over as many working days (seed ${seed})`, () => {
    fc.assert(
      fc.property(anyWeek, anyDay, fc.integer({ min: -60, max: 60 }), (week, day, count) => {
        const found = addDays(week, day, count, 'working');
        expect(isDayOff(week, found)).toBe(false);
        if (!isDayOff(week, day)) expect(addDays(week, found, -count, 'working')).toBe(day);
      }),
      { seed, numRuns: 400 },
    );
  });
});

describe('a time zone', () => {
  it('is known by its name in the IANA database', () => {
    expect(zones.every(isTimeZone)).toBe(true);
    expect(['Europe/Atlantis', '', 'New York'].some(isTimeZone)).toBe(false);
  });
});

describe('the calendars that ship', () => {
  it('have ids and parties of their own, zones that exist, and days off that leave some to work', async () => {
    const { calendars } = await import('../instruments/calendars.ts');
    const ids = calendars.map(({ id }) => id);
    const parties = calendars.flatMap((calendar) => calendar.parties);

    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(parties).size).toBe(parties.length);
    expect(calendars.filter(({ timeZone }) => !isTimeZone(timeZone))).toEqual([]);
    expect(calendars.filter(({ certainty }) => !certainty)).toEqual([]);
  });

  it('of Headquarters has nine holidays a year, none on a weekend, and says which are estimates', () => {
    const ofYear = (year: string) => headquarters.holidays.filter((day) => day.startsWith(year));

    expect([ofYear('2026').length, ofYear('2027').length]).toEqual([9, 9]);
    expect(
      headquarters.holidays.filter((day) => isDayOff({ ...headquarters, holidays: [] }, day)),
    ).toEqual([]);
    expect(headquarters.holidays).toEqual(expect.arrayContaining(headquarters.uncertain));
    expect(headquarters.uncertain).toHaveLength(4);
  });
});
