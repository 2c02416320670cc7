import type { FigureView } from '../../web/figure-view.ts';
import type { Row, Teller } from './figure-teller.ts';

const sides = ['contributor', 'secretariat', 'mission'] as const;

export const overdue = (rows: readonly Row[], teller: Teller): FigureView => {
  const { say, word, number } = teller;
  return {
    id: 'overdue',
    title: say('fig.overdue'),
    table: {
      heads: [say('col.holder'), say('col.overdue'), say('col.open'), say('col.longest')],
      rows: rows.map((row) => [
        teller.text(word('side', row.holder)),
        teller.count(row, 'overdue'),
        teller.count(row, 'open'),
        { text: number(row.longestDays), code: true },
      ]),
    },
  };
};

export const equipment = (rows: readonly Row[], teller: Teller): FigureView => {
  const { say, number } = teller;
  const under = rows.filter((row) => Number(row.under) > 0);
  return {
    id: 'equipment',
    title: say('fig.equipment'),
    chart: {
      legend: [say('col.under')],
      bars: under.map((row) => ({
        label: String(row.criterion),
        parts: [Number(row.under)],
        text: say('dash.part_of', { part: number(row.under), whole: number(row.units) }),
      })),
    },
    table: {
      heads: [say('col.criterion'), say('col.under'), say('col.reported')],
      rows: rows.map((row) => [
        teller.text(teller.criterion(row.criterion)),
        teller.count(row, 'under'),
        teller.count(row, 'units'),
      ]),
    },
  };
};

export const equipmentByMission = (rows: readonly Row[], teller: Teller): FigureView => {
  const { say } = teller;
  return {
    id: 'equipment-by-mission',
    title: `${say('fig.equipment')}: ${say('list.mission')}`,
    table: {
      heads: [say('list.mission'), say('col.units'), say('col.under')],
      rows: rows.map((row) => [
        teller.code(row.mission),
        teller.count(row, 'units'),
        teller.count(row, 'values'),
      ]),
    },
  };
};

export const plan = (rows: readonly Row[], teller: Teller): FigureView => {
  const { say, word } = teller;
  return {
    id: 'plan',
    title: say('fig.plan'),
    table: {
      heads: [say('col.age'), ...sides.map((side) => word('side', side))],
      rows: rows.map((row) => [
        teller.code(String(row.age).replace('-', '–')),
        ...sides.map((side) => teller.count(row, side)),
      ]),
    },
  };
};

export const planOverdue = (rows: readonly Row[], teller: Teller): FigureView => {
  const { say, word } = teller;
  return {
    id: 'plan-overdue',
    title: say('fig.plan_overdue'),
    table: {
      heads: [say('col.holder'), say('col.overdue')],
      rows: rows.map((row) => [teller.text(word('side', row.owner)), teller.count(row, 'overdue')]),
    },
  };
};

export const caveats = (rows: readonly Row[], teller: Teller): FigureView => {
  const { say } = teller;
  const kinds = ['declared', 'pending', 'undeclared'] as const;
  return {
    id: 'caveats',
    title: say('fig.caveats'),
    table: {
      heads: [say('list.mission'), ...kinds.map((kind) => say(`col.${kind}`))],
      rows: rows.map((row) => [
        teller.code(row.mission),
        ...kinds.map((kind) => teller.count(row, kind)),
      ]),
    },
  };
};

export const certificates = (rows: readonly Row[], teller: Teller): FigureView => {
  const { say, word } = teller;
  const windows = [30, 60, 90] as const;
  return {
    id: 'certificates',
    title: say('fig.certificates'),
    table: {
      heads: [
        say('col.kind'),
        say('col.missing'),
        say('col.expired'),
        ...windows.map((days) => say('col.within', { days: String(days) })),
      ],
      rows: rows.map((row) => [
        teller.text(word('certificate', row.kind)),
        teller.count(row, 'missing'),
        teller.count(row, 'expired'),
        ...windows.map((days) => teller.count(row, `within${days}`)),
      ]),
    },
  };
};

/** What is likely to happen when: `course` has one line or none. */
export const expected = (
  rows: readonly Row[],
  [course]: readonly Row[],
  teller: Teller,
): FigureView => {
  const { say, word, number } = teller;
  const days = (value: unknown) => ({ text: number(value), code: true as const });
  return {
    id: 'forecast',
    title: say('fig.forecast'),
    said: [
      say('said.forecast'),
      ...(course ? [say('said.course', { p50: number(course.p50), p90: number(course.p90) })] : []),
    ],
    table: {
      heads: [
        say('col.stage'),
        say('col.waiting'),
        say('col.by_p50'),
        say('col.by_p90'),
        say('col.beyond'),
        say('col.took_p50'),
        say('col.took_p90'),
        say('col.measured'),
      ],
      rows: rows.map((row) => [
        teller.text(word('step', String(row.stage).replace('-', '_'))),
        teller.count(row, 'waiting'),
        teller.code(row.onP50),
        teller.code(row.onP90),
        days(row.beyond),
        days(row.tookP50),
        days(row.tookP90),
        days(row.measured),
      ]),
    },
  };
};
