import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueAt, dueOnReturn, signatureDueAt } from '../domain/due.ts';
import { dayIn } from '../domain/reminders/calendar-days.ts';
import { stages } from '../domain/stages.ts';
import { calendars, headquarters } from '../instruments/calendars.ts';
import { oneOfEach } from './support/small-instrument.ts';

const anchors = { plannedDeployment: '2027-06-01' };
const dhaka = { timeZone: 'Asia/Dhaka' };

describe('the due date of a stage', () => {
  it('is the end of the day, in New York, that lies the days of the instrument after the opening', () => {
    const due = dueAt(
      oneOfEach,
      'self-assessment',
      '2027-01-31T08:15:00.000Z',
      anchors,
      headquarters,
    );

    expect(due).toBe('2027-03-03T04:59:59.000Z');
  });

  it('is the end of a day in another zone where the review keeps another calendar', () => {
    const opened = '2027-01-31T20:15:00.000Z';

    // In Dhaka it is the first of February already.
    expect(dueAt(oneOfEach, 'self-assessment', opened, anchors, dhaka)).toBe(
      '2027-03-03T17:59:59.000Z',
    );
  });

  it('does not depend on the hour of the opening, within a day of the calendar', () => {
    const first = '2027-02-01T05:00:00.000Z';
    const last = '2027-02-02T04:59:59.999Z';
    const due = (opened: string) => dueAt(oneOfEach, 'evaluation', opened, anchors, headquarters);

    expect([due(first), due(last)]).toEqual([
      '2027-02-22T04:59:59.000Z',
      '2027-02-22T04:59:59.000Z',
    ]);
  });

  it('keeps its time of day when clocks change meanwhile', () => {
    const due = dueAt(oneOfEach, 'evaluation', '2027-03-01T12:00:00.000Z', anchors, headquarters);

    expect(due).toBe('2027-03-22T03:59:59.000Z');
  });

  it('hangs on the planned deployment while no arrival is known, and on the arrival afterwards', () => {
    const opened = '2027-02-01T00:00:00.000Z';
    const due = (more: object) =>
      dueAt(oneOfEach, 'verification', opened, { ...anchors, ...more }, headquarters);

    expect(due({})).toBe('2027-07-02T03:59:59.000Z');
    expect(due({ arrival: '2027-06-11' })).toBe('2027-07-12T03:59:59.000Z');
  });

  it('gives way to the opening when the anchor lies too far back', () => {
    const due = dueAt(oneOfEach, 'verification', '2027-08-01T12:00:00.000Z', anchors, headquarters);

    expect(due).toBe('2027-09-01T03:59:59.000Z');
  });

  it('has a clock of its own for a returned form and for a signature, where the instrument says so', () => {
    const at = '2027-02-01T12:00:00.000Z';

    expect(dueOnReturn({ ...oneOfEach, returnDays: 14 }, at, anchors, headquarters)).toBe(
      '2027-02-16T04:59:59.000Z',
    );
    expect(signatureDueAt({ signatureDays: 5 }, at, headquarters)).toBe('2027-02-07T04:59:59.000Z');
  });

  it('always lies after the opening, and is the last second of a day', () => {
    const seed = 20_261_124;
    const day = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
    const zone = fc.constantFrom(...calendars);

    fc.assert(
      fc.property(fc.constantFrom(...stages), day, day, zone, (stage, opened, planned, where) => {
        const wanted = { plannedDeployment: planned.slice(0, 10) };
        const due = dueAt(oneOfEach, stage, opened, wanted, where);
        const next = new Date(Date.parse(due) + 1000).toISOString();
        expect(Date.parse(due)).toBeGreaterThan(Date.parse(opened));
        expect(dayIn(where, next)).not.toBe(dayIn(where, due));
      }),
      { seed },
    );
  });
});
