import { gapNames } from '../../domain/ledger.ts';
import { findInstrument } from '../../instruments/catalogue.ts';
import type { ChartView, FigureView } from '../../web/figure-view.ts';
import type { Row, Teller } from './figure-teller.ts';

const heads = ({ say }: Teller) => gapNames.map((name) => say(`pair.${name}`));

const gaps = (row: Row, teller: Teller) => gapNames.map((name) => teller.gap(row, name));

/** Self against field, which is what it is about. */
const valueIn = (row: Row): number => Number(row.selfVerification ?? 0);

/** The widest gaps as bars; who has none needs none. */
const barsOf = (rows: readonly Row[], by: string, teller: Teller, most: number): ChartView => ({
  legend: [teller.say('pair.selfVerification')],
  bars: rows
    .filter((row) => valueIn(row) !== 0)
    .slice(0, most)
    .map((row) => ({
      label: String(row[by]),
      parts: [valueIn(row)],
      text: teller.gap(row, 'selfVerification').text,
    })),
});

/** A heat table of one instrument: a line for each section. */
const bySection = (id: string, rows: readonly Row[], teller: Teller): FigureView => ({
  id: `by-section-${id}`,
  title: `${teller.say('fig.bySection')}: ${findInstrument(id, 1)?.title ?? id}`,
  table: {
    heads: [teller.say('col.section'), ...heads(teller)],
    rows: rows.map((row) => [teller.text(teller.section(row.section)), ...gaps(row, teller)]),
  },
});

export const sections = (rows: readonly Row[], teller: Teller): FigureView[] =>
  [...Map.groupBy(rows, ({ section }) => String(section).split('/')[0] ?? '')].map(
    ([id, some], place) => ({
      ...bySection(id, some, teller),
      ...(place === 0 && { said: [teller.say('gap.said')] }),
    }),
  );

/** Bars of who has a gap between claim and field, the widest first; beside each name how it went over time. */
export const ranked = (
  rows: readonly Row[],
  overTime: readonly Row[],
  teller: Teller,
): FigureView => {
  const { say } = teller;
  const widest = rows.toSorted((one, other) => valueIn(other) - valueIn(one));
  const lineOf = (contributor: unknown): number[] => {
    const {
      behind: _,
      contributor: _c,
      ...quarters
    } = overTime.find((row) => row.contributor === contributor) ?? ({ behind: {} } as Row);
    return Object.entries(quarters)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, value]) => Number(value));
  };
  return {
    id: 'ranked',
    title: say('fig.ranked'),
    chart: barsOf(widest, 'contributor', teller, 15),
    table: {
      heads: [say('list.contributor'), ...heads(teller), say('col.over_time'), say('col.reviews')],
      rows: widest.map((row) => {
        const line = lineOf(row.contributor);
        return [
          teller.text(teller.contributor(row.contributor)),
          ...gaps(row, teller),
          { text: line.map(teller.number).join(' → ') || '–', line, code: true as const },
          { text: teller.number(row.selfEvaluationOf), code: true as const },
        ];
      }),
    },
  };
};

export const criteria = (rows: readonly Row[], teller: Teller): FigureView => {
  const { say } = teller;
  const widest = rows.toSorted((one, other) => Math.abs(valueIn(other)) - Math.abs(valueIn(one)));
  return {
    id: 'by-criterion',
    title: say('fig.byCriterion'),
    chart: barsOf(widest, 'criterion', teller, 12),
    table: {
      heads: [say('col.criterion'), ...heads(teller)],
      rows: widest.map((row) => [
        teller.text(teller.criterion(row.criterion)),
        ...gaps(row, teller),
      ]),
    },
  };
};

export const quarters = (rows: readonly Row[], teller: Teller): FigureView => ({
  id: 'by-quarter',
  title: teller.say('fig.byQuarter'),
  table: {
    heads: [teller.say('col.quarter'), ...heads(teller)],
    rows: rows.map((row) => [teller.code(row.quarter), ...gaps(row, teller)]),
  },
});
