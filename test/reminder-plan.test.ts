import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar } from '../domain/reminders/calendar.ts';
import { dayIn, endOfDayIn, isDayOff } from '../domain/reminders/calendar-days.ts';
import { Ladder } from '../domain/reminders/ladder.ts';
import { dueRungs, firesNow, nextRung, planOf } from '../domain/reminders/plan.ts';
import { calendarOfParty, calendars, headquarters } from '../instruments/calendars.ts';
import { ladders, standardLadder } from '../instruments/ladders.ts';

const seed = 20_261_124;
const here = { due: headquarters, party: headquarters };
const party = (name: `contributor:${string}` | `mission:${string}`) => ({
  due: headquarters,
  party: calendarOfParty(name) as Calendar,
});

const head = (dueOn: string, more: object = {}) => ({
  phase: 'open' as const,
  stage: 'self-assessment' as const,
  round: 1,
  dueAt: endOfDayIn(headquarters, dueOn),
  ...more,
});

const one = (rung: object): Ladder =>
  Ladder.parse({
    ...standardLadder,
    steps: {
      'self-assessment': {
        rungs: [
          { id: 'it', from: 'due', days: 'working', to: ['holder'], message: 'reminder', ...rung },
        ],
      },
    },
  });

const times = (plan: ReturnType<typeof planOf>) => plan.map(({ id, at }) => [id, at]);

describe('the plan of a step', () => {
  it('counts working days before the due date, at the hour of the ladder', () => {
    // Due on Monday 30 November 2026; Thanksgiving is off, the clocks are those of winter.
    const plan = planOf(head('2026-11-30'), '2026-11-01T12:00:00.000Z', one({ offset: -2 }), here);

    expect(times(plan)).toEqual([['it', '2026-11-25T14:00:00.000Z']]);
    expect(plan[0]).toMatchObject({ plan: '2026-11-30', step: 'self-assessment', round: 1 });
  });

  it('counts them from the opening, in the week of the party', () => {
    const rung = { from: 'opened', offset: 3, when: 'not_acknowledged', message: 'not_seen' };
    const plan = planOf(
      head('2027-01-31'),
      '2026-12-23T10:00:00.000Z',
      one(rung),
      party('contributor:EGY'),
    );

    expect(times(plan)).toEqual([['it', '2026-12-28T07:00:00.000Z']]);
  });

  it('repeats a rung, each with an id of its own', () => {
    const rung = { offset: 1, repeat: { every: 2, times: 2 } };
    const plan = planOf(head('2027-06-01'), '2027-05-01T12:00:00.000Z', one(rung), here);

    expect(times(plan)).toEqual([
      ['it', '2027-06-02T13:00:00.000Z'],
      ['it.1', '2027-06-04T13:00:00.000Z'],
      ['it.2', '2027-06-08T13:00:00.000Z'],
    ]);
  });

  it('has only the rungs that still fit when the deadline is five days ahead', () => {
    const since = '2027-06-09T15:00:00.000Z';
    const plan = planOf(head('2027-06-14'), since, standardLadder, here);
    const before = plan.filter(({ at }) => at < endOfDayIn(headquarters, '2027-06-14'));

    // Ten and five working days before it are past; one before it, and the day itself, are not.
    expect(before.map(({ id, at }) => [id, dayIn(headquarters, at)])).toEqual([
      ['ahead-1', '2027-06-11'],
      ['due-today', '2027-06-14'],
      ['not-seen', '2027-06-14'],
    ]);
    expect(plan.every(({ at }) => at > since)).toBe(true);
  });

  it('says on the Friday what would be due on the Sunday, as a reminder', () => {
    const rung = { offset: 0, message: 'due_today' };
    const since = '2027-05-01T12:00:00.000Z';
    const [sunday] = planOf(head('2027-06-13'), since, one(rung), here);
    const [monday] = planOf(head('2027-06-14'), since, one(rung), here);

    expect(sunday).toMatchObject({ at: '2027-06-11T13:00:00.000Z', message: 'reminder' });
    expect(monday).toMatchObject({ at: '2027-06-14T13:00:00.000Z', message: 'due_today' });
  });

  it('keeps what belongs before the end of the due day before it, however far west the party is', () => {
    const kiritimati = { ...headquarters, timeZone: 'Pacific/Kiritimati' };
    const pagoPago = { ...headquarters, timeZone: 'Pacific/Pago_Pago' };
    const due = endOfDayIn(kiritimati, '2027-06-14');
    const [rung] = planOf(
      { ...head('2027-06-14'), dueAt: due },
      '2027-05-01T12:00:00.000Z',
      one({ offset: 0, message: 'due_today' }),
      { due: kiritimati, party: pagoPago },
    );

    expect(rung?.at).toBe('2027-06-11T20:00:00.000Z');
    expect((rung?.at ?? '') < due).toBe(true);
  });

  it('calls nothing overdue that is not: nine in Karachi is the evening before in New York', () => {
    const rung = { offset: 1, message: 'overdue' };
    const since = '2026-12-01T12:00:00.000Z';
    const [there] = planOf(head('2027-01-12'), since, one(rung), party('contributor:PAK'));

    expect(there?.at).toBe('2027-01-14T04:00:00.000Z');
  });

  it('is empty while the clocks stand still, and while nobody is waited for', () => {
    const since = '2027-05-01T12:00:00.000Z';
    const suspended = head('2027-06-14', { suspended: since });

    expect(planOf(suspended, since, standardLadder, here)).toEqual([]);
    expect(planOf(head('2027-06-14', { phase: 'scored' }), since, standardLadder, here)).toEqual(
      [],
    );
  });

  it('belongs to the step that is waited for, such as a decision', () => {
    const waiting = head('2027-06-14', { stage: 'evaluation', waiting: 'decision' });
    const plan = planOf(waiting, '2027-06-10T12:00:00.000Z', standardLadder, here);

    expect(plan.map(({ step }) => step)).toEqual(plan.map(() => 'decision'));
    expect(plan[0]).toMatchObject({ id: 'not-seen', at: '2027-06-14T13:00:00.000Z' });
  });

  it('is walked by asking for the next rung, and for those that came due', () => {
    const plan = planOf(head('2027-06-14'), '2027-05-01T12:00:00.000Z', standardLadder, here);
    let walked = 0;
    for (let next = nextRung(plan, ''); next; next = nextRung(plan, next.at)) walked += 1;

    expect(walked).toBe(new Set(plan.map(({ at }) => at)).size);
    expect(dueRungs(plan, '', '2099-01-01T00:00:00.000Z')).toEqual(plan);
    expect(dueRungs(plan, plan[0]?.at ?? '', plan[1]?.at ?? '')).toEqual([plan[1]]);
  });

  it(`is sorted, never plans what is past, and never a working rung on a day off (seed ${seed})`, () => {
    const day = fc
      .integer({ min: 0, max: 800 })
      .map((days) => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString());
    fc.assert(
      fc.property(
        fc.constantFrom(...ladders),
        fc.constantFrom(...calendars),
        day,
        day,
        (ladder, where, since, due) => {
          const dueAt = endOfDayIn(headquarters, due.slice(0, 10));
          const now = { ...head('2027-01-01'), dueAt };
          const plan = planOf(now, since, ladder, { due: headquarters, party: where });
          expect(plan.map(({ at }) => at)).toEqual(plan.map(({ at }) => at).sort());
          expect(new Set(plan.map(({ id }) => id)).size).toBe(plan.length);
          for (const { at, rung } of plan) {
            expect(at > since).toBe(true);
            if (rung.days === 'working') expect(isDayOff(where, dayIn(where, at))).toBe(false);
            if (rung.from === 'due') expect(at < dueAt).toBe(rung.offset <= 0);
          }
        },
      ),
      { seed, numRuns: 200 },
    );
  });
});

describe('whether a rung fires', () => {
  it('depends on whether somebody has said that they saw it', () => {
    expect(firesNow({ when: 'not_acknowledged' }, {}, 0)).toBe(true);
    expect(firesNow({ when: 'not_acknowledged' }, { seen: true }, 9)).toBe(false);
    expect(firesNow({ when: 'always' }, { seen: true }, 0)).toBe(true);
  });

  it('depends on how many reminders went before it', () => {
    expect(firesNow({ when: { afterReminders: 3 } }, {}, 2)).toBe(false);
    expect(firesNow({ when: { afterReminders: 3 } }, {}, 3)).toBe(true);
  });
});

describe('the ladders that ship', () => {
  it.each(ladders)('$id has rungs for every step, with ids of their own', ({ steps }) => {
    const ids = Object.values(steps).map(({ rungs }) => rungs.map(({ id }) => id));

    expect(Object.keys(steps)).toHaveLength(5);
    for (const step of ids) expect(new Set(step).size).toBe(step.length);
  });

  it('leave it to the instrument what becomes of an unheeded step, unless they say so', () => {
    expect(Object.values(standardLadder.steps).filter(({ expiry }) => expiry)).toEqual([]);
  });
});
