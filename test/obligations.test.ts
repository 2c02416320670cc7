import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitTypes } from '../domain/reference/unit-types.ts';
import { addMonths, dayIn, isDayOff } from '../domain/reminders/calendar-days.ts';
import { Obligation } from '../domain/reminders/obligation.ts';
import { isOwedBy, occurrencesOf, tellingsOf } from '../domain/reminders/occurrences.ts';
import { calendars, headquarters } from '../instruments/calendars.ts';
import { obligations } from '../instruments/obligations.ts';

const seed = 20_261_124;
const find = (id: string): Obligation => {
  const found = obligations.find((one) => one.id === id);
  if (!found) throw new Error(`there is no obligation ${id}`);
  return found;
};
const anchors = { opened: '2027-01-04', plannedDeployment: '2027-06-01', arrival: '2027-06-10' };
const days = (...asked: Parameters<typeof occurrencesOf>) =>
  occurrencesOf(...asked).map(({ on }) => on);

describe('an obligation that returns', () => {
  it('is due every six months after the arrival, until its end', () => {
    expect(days(find('readiness-inspection'), anchors, '2027-01-01', '2099-01-01')).toEqual([
      '2027-12-10',
      '2028-06-10',
      '2028-12-10',
      '2029-06-10',
      '2029-12-10',
      '2030-06-10',
    ]);
  });

  it('keeps the day of the month where there is one: 31 January, 28 February, 31 March', () => {
    const arrived = { ...anchors, arrival: '2026-12-31' };

    expect(days(find('equipment-report'), arrived, '2027-01-01', '2027-05-31')).toEqual([
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
    ]);
  });

  it('knows the leap day', () => {
    const arrived = { ...anchors, arrival: '2028-02-29' };

    expect(days(find('rotation-certification'), arrived, '2028-01-01', '2099-01-01')).toEqual([
      '2029-02-28',
      '2030-02-28',
      '2031-02-28',
    ]);
    expect(
      days(
        find('equipment-report'),
        { ...anchors, arrival: '2027-12-30' },
        '2028-02-01',
        '2028-02-29',
      ),
    ).toEqual(['2028-02-29']);
  });

  it('is not due before the unit has arrived', () => {
    const { arrival: _, ...planned } = anchors;

    expect(occurrencesOf(find('equipment-report'), planned, '2027-01-01', '2099-01-01')).toEqual(
      [],
    );
  });

  it('moves with the arrival, and numbers its occurrences from one', () => {
    const moved = { ...anchors, arrival: '2027-07-01' };

    expect(occurrencesOf(find('equipment-report'), moved, '2027-08-15', '2027-09-15')).toEqual([
      { n: 2, on: '2027-09-01' },
    ]);
  });
});

describe('an obligation that is met once', () => {
  it('is due sixty days after the request that the opening stands for', () => {
    expect(occurrencesOf(find('rapid-deployment'), anchors, '2027-01-01', '2099-01-01')).toEqual([
      { n: 1, on: '2027-03-05' },
    ]);
  });

  it('counts from the planned deployment where it says so', () => {
    const planned = { ...find('rapid-deployment'), from: 'planned_deployment' as const };

    expect(days(planned, anchors, '2027-01-01', '2099-01-01')).toEqual(['2027-07-31']);
  });
});

describe('what is told of an obligation', () => {
  it('fires at its hour in the calendar of whoever owes it, on working days where it says so', () => {
    const told = tellingsOf(
      find('equipment-report'),
      anchors,
      headquarters,
      '2027-07-01T00:00:00.000Z',
      '2027-07-31T00:00:00.000Z',
    );

    // Due on Saturday, 10 July 2027; Monday the 5th is a holiday in New York.
    expect(told.map(({ id, at }) => [id, at])).toEqual([
      ['equipment-report.1.days-before', '2027-07-07T13:00:00.000Z'],
      ['equipment-report.1.late', '2027-07-13T13:00:00.000Z'],
    ]);
  });

  it('is for the units that owe it', () => {
    expect(isOwedBy(find('police-unit-assessment'), 'FPU')).toBe(true);
    expect(isOwedBy(find('police-unit-assessment'), 'INF_BN')).toBe(false);
    expect(isOwedBy(find('equipment-report'), 'INF_BN')).toBe(true);
  });

  it(`is the same whether a time is walked in one step or in many, and never on a day off (seed ${seed})`, () => {
    const day = fc
      .integer({ min: 0, max: 700 })
      .map((count) => new Date(Date.UTC(2027, 0, 1) + count * 86_400_000).toISOString());
    fc.assert(
      fc.property(
        fc.constantFrom(...obligations),
        fc.constantFrom(...calendars),
        fc.tuple(day, day, day).map((three) => three.sort()),
        (obligation, calendar, [start = '', middle = '', end = '']) => {
          const told = (after: string, until: string) =>
            tellingsOf(obligation, anchors, calendar, after, until);
          const whole = told(start, end);
          expect([...told(start, middle), ...told(middle, end)]).toEqual(whole);
          expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length);
          for (const { rung, at } of whole)
            if (rung.days === 'working')
              expect(isDayOff(calendar, dayIn(calendar, at))).toBe(false);
        },
      ),
      { seed, numRuns: 200 },
    );
  });

  it(`has no occurrence outside of what was asked, nor after its end (seed ${seed})`, () => {
    const day = fc
      .integer({ min: 0, max: 2000 })
      .map((count) =>
        new Date(Date.UTC(2027, 0, 1) + count * 86_400_000).toISOString().slice(0, 10),
      );
    fc.assert(
      fc.property(
        fc.constantFrom(...obligations),
        day,
        day,
        day,
        (obligation, arrival, from, to) => {
          const where = { opened: arrival, plannedDeployment: arrival, arrival };
          const found = days(obligation, where, from, to);
          const end = addMonths(arrival, obligation.untilMonths);
          expect(found.every((on) => on >= from && on <= to && on <= end)).toBe(true);
          expect(found).toEqual([...found].sort());
        },
      ),
      { seed, numRuns: 300 },
    );
  });
});

describe('the obligations that ship', () => {
  it('have ids of their own, and name unit types that exist', () => {
    const ids = obligations.map(({ id }) => id);
    const known = unitTypes.map(({ code }) => code);

    expect(new Set(ids).size).toBe(ids.length);
    for (const { unitTypes: named = [] } of obligations)
      expect(known).toEqual(expect.arrayContaining(named));
  });

  it('cannot return every zero days', () => {
    const endless = { ...find('equipment-report'), every: { days: 0 } };

    expect(Obligation.safeParse(endless).success).toBe(false);
  });
});
