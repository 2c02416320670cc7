import { places } from '../../domain/dashboard/standing.ts';
import { Readiness } from '../../domain/readiness.ts';
import type { CellView, FigureView } from '../../web/figure-view.ts';
import type { Row, Teller } from './figure-teller.ts';

const numberIn = (row: Row, name: string): number => Number(row[name] ?? 0);

/** Bars of a chart, grouped by what the rows say under a name; each name of `parts` is one part. */
const barsBy = (rows: readonly Row[], by: string, parts: readonly string[], teller: Teller) =>
  [...Map.groupBy(rows, (row) => String(row[by]))].map(([label, some]) => {
    const sums = parts.map((part) => some.reduce((sum, row) => sum + numberIn(row, part), 0));
    return { label, parts: sums, text: sums.map(teller.number).join(' · ') };
  });

export const verdicts = (rows: readonly Row[], teller: Teller): FigureView => {
  const { say, word } = teller;
  const legend = Readiness.options.map((rating) => word('readiness', rating));
  return {
    id: 'verdicts',
    title: say('fig.verdicts'),
    chart: { legend, isOfVerdicts: true, bars: barsBy(rows, 'mission', Readiness.options, teller) },
    table: {
      heads: [say('list.mission'), say('col.unit_type'), ...legend],
      rows: rows.map((row) => [
        teller.code(row.mission),
        teller.code(row.unitType),
        ...Readiness.options.map((rating) => teller.count(row, rating)),
      ]),
    },
  };
};

const partOf = ({ say, number }: Teller, part: number, whole: number): string =>
  say('dash.part_of', { part: number(part), whole: number(whole) });

/** How many quarters of the whole a part fills; none only where it is nothing. */
const levelOf = (part: number, whole: number): number =>
  part === 0 ? 0 : Math.max(1, Math.floor((part / whole) * 4));

export const coverage = (rows: readonly Row[], teller: Teller): FigureView => {
  const { say } = teller;
  const of = (row: Row, part: string): CellView => ({
    ...teller.count(row, part),
    text: partOf(teller, numberIn(row, part), numberIn(row, 'units')),
    code: undefined,
  });
  return {
    id: 'coverage',
    title: say('fig.coverage'),
    said: [say('said.coverage')],
    tiles: rows.map((row) => ({
      label: String(row.mission),
      text: of(row, 'evaluated').text,
      href: teller.address(row.behind.units),
      level: levelOf(numberIn(row, 'evaluated'), numberIn(row, 'units')),
    })),
    table: {
      heads: [say('list.mission'), say('col.units'), say('col.evaluated'), say('col.verified')],
      rows: rows.map((row) => [
        teller.code(row.mission),
        teller.count(row, 'units'),
        of(row, 'evaluated'),
        of(row, 'verified'),
      ]),
    },
  };
};

export const received = (rows: readonly Row[], teller: Teller): FigureView => {
  const { say } = teller;
  const legend = [say('col.evaluations'), say('col.verifications')];
  const parts = ['evaluations', 'verifications'];
  return {
    id: 'received',
    title: say('fig.received'),
    chart: { legend, bars: barsBy(rows.slice(-8), 'quarter', parts, teller) },
    table: {
      heads: [say('col.quarter'), ...legend],
      rows: rows.map((row) => [
        teller.code(row.quarter),
        ...parts.map((part) => teller.count(row, part)),
      ]),
    },
  };
};

const ofSteps = ['self_assessment', 'evaluation', 'verification', 'decision', 'signature'];

export const pipeline = (rows: readonly Row[], teller: Teller): FigureView => {
  const { say, word, number } = teller;
  const used = places.filter((place) => rows.some((row) => numberIn(row, place) > 0));
  const nameOf = (place: string) => word(ofSteps.includes(place) ? 'step' : 'situation', place);
  const sumOf = (place: string) => rows.reduce((sum, row) => sum + numberIn(row, place), 0);
  return {
    id: 'pipeline',
    title: say('fig.pipeline'),
    table: {
      heads: [say('list.mission'), ...used.map(nameOf)],
      rows: [
        [
          teller.text(say('dash.of_all')),
          ...used.map((place) => ({
            text: number(sumOf(place)),
            href: teller.address(`figure=pipeline&where=|${place}`),
            code: true as const,
          })),
        ],
        ...rows.map((row) => [
          teller.code(row.mission),
          ...used.map((place) => teller.count(row, place)),
        ]),
      ],
    },
  };
};

export const deployments = (rows: readonly Row[], teller: Teller): FigureView => {
  const { say } = teller;
  return {
    id: 'deployments',
    title: say('fig.deployments'),
    said: [say('said.deployments')],
    table: {
      heads: [say('col.period'), say('col.units'), say('col.with_open'), say('col.open_items')],
      rows: rows.map((row) => [
        teller.text(say('col.within', { days: String(row.within) })),
        teller.count(row, 'units'),
        teller.count(row, 'withOpenItems'),
        teller.count(row, 'openItems'),
      ]),
    },
  };
};

export const womensShare = (rows: readonly Row[], teller: Teller): FigureView => {
  const { say, number } = teller;
  return {
    id: 'womens-share',
    title: say('fig.womens_share'),
    table: {
      heads: [say('col.unit_type'), say('col.mean'), say('col.met'), say('col.reported')],
      rows: rows.map((row) => [
        teller.code(row.unitType),
        { text: say('number.percent', { number: number(row.mean) }) },
        teller.count(row, 'met'),
        teller.count(row, 'units'),
      ]),
    },
  };
};
