import { describe, expect, it } from 'vitest';
import type { Telling } from '../domain/reminders/telling.ts';
import type { Course } from './months/course.ts';
import { faultsOf } from './months/judge.ts';
import { differencesOf } from './months/sent.ts';

const hour = 3_600_000;
const at = Date.parse;

// An evaluation that opens on Monday 12 April 2027, is due on Thursday 22 April, and goes on till 20 May.
const opened = at('2027-04-12T14:00:00Z');
const course: Course = {
  review: 'r',
  contributor: 'RWA',
  mission: 'MINUSCA',
  stands: [
    {
      at: opened,
      seq: 7,
      step: 'evaluation',
      round: 1,
      plan: '2027-04-22',
      began: opened,
      planned: opened,
      changed: true,
    },
    {
      at: at('2027-05-20T14:00:00Z'),
      seq: 8,
      step: undefined,
      round: 1,
      plan: '2027-04-22',
      began: opened,
      planned: opened,
      changed: false,
    },
  ],
};

const told = (rung: string, sentAt: string, more: Partial<Telling> = {}): Telling => ({
  review: 'r',
  step: 'evaluation',
  round: 1,
  plan: '2027-04-22',
  rung,
  recipient: 'desk-a',
  kind: 'reminder',
  as: 'holder',
  status: 'sent',
  owedAt: sentAt,
  notBefore: sentAt,
  attempts: 1,
  message: `${rung} ${sentAt} ${more.recipient ?? 'desk-a'}`,
  sentAt,
  ...more,
});

const director = { recipient: 'director-a', as: 'director', kind: 'escalation' } as const;

/** By hand from the ladder: nine in the morning in New York, by summer time; a run takes its seconds. */
const right: readonly Telling[] = [
  told('opened', '2027-04-12T14:00:01.000Z', { kind: 'opened', plan: '7' }),
  told('ahead-5', '2027-04-15T13:00:02.000Z'),
  told('ahead-1', '2027-04-21T13:00:02.000Z'),
  told('due-today', '2027-04-22T13:00:02.000Z', { kind: 'due_today' }),
  told('overdue', '2027-04-23T13:00:02.000Z', { kind: 'overdue' }),
  told('overdue.1', '2027-04-27T13:00:02.000Z', { kind: 'overdue' }),
  told('late-director', '2027-04-27T13:00:02.000Z', director),
  told('overdue.2', '2027-04-29T13:00:02.000Z', { kind: 'overdue' }),
  told('overdue.3', '2027-05-03T13:00:02.000Z', { kind: 'overdue' }),
  told('overdue.4', '2027-05-05T13:00:02.000Z', { kind: 'overdue' }),
];

const until = at('2027-06-01T00:00:00Z');
const faults = (rows: readonly Telling[], gaps: Parameters<typeof faultsOf>[3] = []): string[] =>
  faultsOf([course], rows, until, gaps);

const moved = (row: Telling, milliseconds: number): Telling => ({
  ...row,
  sentAt: new Date(at(row.sentAt ?? '') + milliseconds).toISOString(),
});

const instead = (row: Telling, other: readonly Telling[]): Telling[] =>
  right.flatMap((one) => (one === row ? other : [one]));

const named = right.map((row) => [row.rung, row] as const);

describe('the oracle of the months', () => {
  it('finds nothing where all is right', () => {
    expect(faults(right)).toEqual([]);
  });

  it.each(named)('finds %s an hour early', (_, row) => {
    expect(faults(instead(row, [moved(row, -hour)]))).toEqual([expect.stringMatching(/ early: /)]);
  });

  it.each(named)('finds %s late by a run of the machine', (_, row) => {
    expect(faults(instead(row, [moved(row, hour / 4)]))).toEqual([
      expect.stringMatching(/ late: until /),
    ]);
  });

  it.each(named.filter(([rung]) => rung !== 'opened'))('finds %s left out', (_, row) => {
    expect(faults(instead(row, []))).toEqual([
      expect.stringMatching(new RegExp(`#${row.rung} was told to no ${row.as}`)),
    ]);
  });

  it.each(named)('finds %s told twice', (_, row) => {
    const again = { ...moved(row, 1000), message: 'another' };

    expect(faults([...right, again])).toEqual([expect.stringMatching(/ was told 2 times$/)]);
  });

  it('finds a mail beyond the cap of the day, and excuses one that waited for the next morning', () => {
    const [, , ahead] = right;
    if (!ahead) throw new Error('there are rows');
    const others = [1, 2, 3].map((minutes) =>
      told('x', `2027-04-21T12:0${minutes}:00.000Z`, { review: `s${minutes}` }),
    );
    const next = instead(ahead, [{ ...ahead, sentAt: '2027-04-22T11:00:02.000Z' }]);

    expect(faults([...right, ...others])).toEqual([expect.stringMatching(/ beyond the cap /)]);
    expect(faults([...next, ...others])).toEqual([]);
  });

  it('finds what was told in the night, and what was not asked for any more', () => {
    const [, first, second] = right;
    if (!first || !second) throw new Error('there are rows');
    const night = { ...first, sentAt: '2027-04-16T02:00:00.000Z' };
    const over = { ...second, sentAt: '2027-05-20T15:00:00.000Z' };

    expect(faults(instead(first, [night]))).toEqual([expect.stringMatching(/ in quiet hours /)]);
    expect(faults(instead(second, [over]))).toEqual([expect.stringMatching(/ not asked for /)]);
  });

  it('excuses what came due while nobody ran the machine, until it ran', () => {
    const [, first] = right;
    if (!first) throw new Error('there are rows');
    const gap = { from: at('2027-04-15T12:50:00Z'), to: at('2027-04-15T17:07:00Z'), runs: true };
    const after = { ...first, sentAt: '2027-04-15T17:07:02.000Z' };
    const much = { ...first, sentAt: '2027-04-15T17:22:02.000Z' };

    expect(faults(instead(first, [after]), [gap])).toEqual([]);
    expect(faults(instead(first, [much]), [gap])).toEqual([expect.stringMatching(/ late: /)]);
  });
});

describe('the comparison of what was planned with what was sent', () => {
  const planned = ['09:00 desk-a: x', '09:00 desk-b: x', '09:15 desk-a: y'];

  it('finds nothing where all was sent, in whatever order', () => {
    expect(differencesOf(planned, planned.toReversed())).toEqual([]);
  });

  it.each([
    ['left out', planned.slice(1), ['not sent: 09:00 desk-a: x']],
    ['sent twice', [...planned, '09:15 desk-a: y'], ['not planned: 09:15 desk-a: y']],
    [
      'sent by another run',
      [...planned.slice(1), '08:00 desk-a: x'],
      ['not sent: 09:00 desk-a: x', 'not planned: 08:00 desk-a: x'],
    ],
  ])('finds a mail %s', (_, sent, differences) => {
    expect(differencesOf(planned, sent)).toEqual(differences);
  });
});
