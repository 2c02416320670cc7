import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueAt } from '../domain/due.ts';
import { stages } from '../domain/stages.ts';
import { oneOfEach } from './support/small-instrument.ts';

const anchors = { plannedDeployment: '2027-06-01' };

describe('the due date of a stage', () => {
  it('is the end of the day that lies the days of the instrument after the opening', () => {
    const due = dueAt(oneOfEach, 'self-assessment', '2027-01-31T08:15:00.000Z', anchors);

    expect(due).toBe('2027-03-02T23:59:59.000Z');
  });

  it('does not depend on the hour of the opening', () => {
    const early = dueAt(oneOfEach, 'evaluation', '2027-02-01T00:00:00.000Z', anchors);
    const late = dueAt(oneOfEach, 'evaluation', '2027-02-01T23:59:59.999Z', anchors);

    expect([early, late]).toEqual(['2027-02-21T23:59:59.000Z', '2027-02-21T23:59:59.000Z']);
  });

  it('hangs on the planned deployment while no arrival is known, and on the arrival afterwards', () => {
    const opened = '2027-02-01T00:00:00.000Z';

    expect(dueAt(oneOfEach, 'verification', opened, anchors)).toBe('2027-07-01T23:59:59.000Z');
    expect(dueAt(oneOfEach, 'verification', opened, { ...anchors, arrival: '2027-06-11' })).toBe(
      '2027-07-11T23:59:59.000Z',
    );
  });

  it('gives way to the opening when the anchor lies too far back', () => {
    const due = dueAt(oneOfEach, 'verification', '2027-08-01T00:00:00.000Z', anchors);

    expect(due).toBe('2027-08-31T23:59:59.000Z');
  });

  it('always lies after the opening', () => {
    const day = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());

    void fc.assert(
      fc.property(fc.constantFrom(...stages), day, day, (stage, opened, planned) => {
        const due = dueAt(oneOfEach, stage, opened, { plannedDeployment: planned.slice(0, 10) });
        expect(Date.parse(due)).toBeGreaterThan(Date.parse(opened));
      }),
    );
  });
});
