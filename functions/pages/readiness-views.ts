import { Readiness } from '../../domain/readiness.ts';
import type { CellView, FigureView } from '../../web/figure-view.ts';
import type { Row, Teller } from './figure-teller.ts';

const listed = (value: unknown): string[] =>
  typeof value === 'string' && value !== '' ? value.split(';') : [];

/** How sure a verdict is, and why it is not surer. */
export const confidenceCell = (
  { word }: Teller,
  confidence: unknown,
  because: readonly string[],
): CellView => {
  const reasons = because.map((reason) => word('because', reason));
  return {
    text: [
      word('confidence', confidence),
      ...(reasons.length > 0 ? [`(${reasons.join('; ')})`] : []),
    ].join(' '),
  };
};

export const byMission = (rows: readonly Row[], teller: Teller): FigureView => {
  const { say, word, number } = teller;
  return {
    id: 'by-mission',
    title: say('fig.byMission'),
    said: [say('said.readiness'), say('said.confidence')],
    table: {
      heads: [
        say('list.mission'),
        ...Readiness.options.map((rating) => word('readiness', rating)),
        say('col.confidence'),
        say('col.verified_share'),
        say('col.months'),
        say('pair.selfVerification'),
        say('col.limits'),
      ],
      rows: rows.map((row) => [
        teller.code(row.mission),
        ...Readiness.options.map((rating) => teller.count(row, rating)),
        confidenceCell(teller, row.confidence, listed(row.because)),
        {
          text: say('number.percent', { number: number(row.verified) }),
          href: teller.address(row.behind.verified),
        },
        { text: number(row.months), code: true },
        teller.gap(row, 'gap'),
        { text: '–', codes: listed(row.limits), href: limitsOf(row, teller) },
      ]),
    },
  };
};

const limitsOf = (row: Row, teller: Teller): string | undefined =>
  listed(row.limits).length > 0
    ? teller.address(`figure=limit&where=${String(row.mission)}`)
    : undefined;

export const limiting = (rows: readonly Row[], teller: Teller): FigureView => {
  const { say, number } = teller;
  return {
    id: 'limiting',
    title: say('fig.limiting'),
    chart: {
      legend: [say('col.reviews')],
      bars: rows.slice(0, 12).map((row) => ({
        label: String(row.criterion),
        parts: [Number(row.reviews)],
        text: number(row.reviews),
      })),
    },
    table: {
      heads: [say('col.criterion'), say('col.reviews')],
      rows: rows.map((row) => [
        teller.text(teller.criterion(row.criterion)),
        teller.count(row, 'reviews'),
      ]),
    },
  };
};

export const limitingBeside = (rows: readonly Row[], teller: Teller): FigureView => {
  const { say, word } = teller;
  return {
    id: 'limiting-beside',
    title: say('fig.limitingBeside'),
    table: {
      heads: [say('col.kind'), say('col.reviews')],
      rows: rows.map((row) => [teller.text(word('limit', row.kind)), teller.count(row, 'reviews')]),
    },
  };
};
