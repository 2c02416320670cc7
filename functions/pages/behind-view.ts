import type * as z from 'zod';
import type { BehindView } from '../../web/behind-page.ts';
import type { CellView, TableView } from '../../web/figure-view.ts';
import { standing } from '../../web/standing.ts';
import { BehindPage } from '../routes/behind-figures.ts';
import { addresses, askedFor } from './asked-for.ts';
import { type Teller, tellerOf } from './figure-teller.ts';
import { confidenceCell } from './readiness-views.ts';
import type { Asked } from './show-page.ts';

type Item = z.output<typeof BehindPage>['items'][number];

const isCriterion = (part: string): boolean => /^[A-Z]{2,5}-[A-Z][0-9]{1,2}$/.test(part);

/** By which criteria a review is counted there, where it is by criteria. */
const criteriaOf = ({ parts }: Item): string[] => [
  ...new Set(parts.flatMap((cell) => cell.filter((part) => isCriterion(part)))),
];

const readinessCells = (teller: Teller, { readiness, expected }: Item): CellView[] => {
  const { say, word, number } = teller;
  const none = { text: '–' };
  if (!readiness) {
    const likely = expected && say('behind.between', { ...expected });
    return [none, none, none, none, none, none, likely ? { text: likely } : none];
  }
  const { rating, verified, months, gap, confidence, because, limitedBy } = readiness;
  return [
    { text: word('readiness', rating), tone: rating },
    confidenceCell(teller, confidence, because),
    { text: say('number.percent', { number: number(verified) }) },
    { text: number(months), code: true },
    { text: number(gap), code: true },
    { text: '–', codes: limitedBy },
    none,
  ];
};

const isNothing = ({ text, codes }: CellView): boolean => text === '–' && !codes?.length;

/** The table without the columns in which nothing stands. */
const withoutEmpty = ({ heads, rows }: TableView): TableView => {
  const isKept = (_: unknown, place: number): boolean =>
    rows.some((row) => {
      const cell = row[place];
      return cell !== undefined && !isNothing(cell);
    });
  return { heads: heads.filter(isKept), rows: rows.map((row) => row.filter(isKept)) };
};

const tableOf = (items: readonly Item[], teller: Teller): TableView => {
  const { say } = teller;
  return withoutEmpty({
    heads: [
      say('list.unit'),
      say('list.contributor'),
      say('list.mission'),
      say('list.stands'),
      say('col.contribution'),
      say('col.criterion'),
      say('list.verdict'),
      say('col.confidence'),
      say('col.verified_share'),
      say('col.months'),
      say('col.gap'),
      say('col.limits'),
      say('col.expected'),
    ],
    rows: items.map((item) => [
      { text: item.unit.name, href: `/reviews/${item.review}` },
      teller.text(teller.contributor(item.contributor)),
      teller.code(item.mission),
      teller.text(standing(teller.phrases, { state: '', situation: item.situation })),
      // One each is what a list of reviews says anyway.
      items.every(({ value }) => value === 1)
        ? { text: '–' }
        : { text: teller.number(item.value), code: true },
      { text: '–', codes: criteriaOf(item) },
      ...readinessCells(teller, item),
    ]),
  });
};

/** The reviews behind a number as a table, and the address at which it goes on; undefined where there are none to see. */
export const behindOf = async (
  { read, phrases, context }: Asked,
  wanted: URLSearchParams,
  cursor?: string,
): Promise<{ readonly table: TableView; readonly next?: string | undefined } | undefined> => {
  const from = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
  const answered = await read(`/v1/dashboard/reviews?limit=25&${wanted}${from}`);
  if (!answered) return undefined;
  const { items, next } = BehindPage.parse(answered);
  return {
    table: tableOf(items, tellerOf(phrases, askedFor(context.req.query()))),
    ...(next && { next: `/dashboard/reviews?${wanted}&cursor=${encodeURIComponent(next)}` }),
  };
};

const own = ['figure', 'where', 'from', 'until'] as const;

/** The page of the reviews behind a number; undefined where the API gives none to this person. */
export const behindView = async (asked: Asked): Promise<BehindView | undefined> => {
  const query = asked.context.req.query();
  const kept = askedFor(query);
  const wanted = new URLSearchParams([
    ...own.flatMap((name): [string, string][] => (query[name] ? [[name, query[name]]] : [])),
    ...kept,
  ]);
  const found = await behindOf(asked, wanted, query.cursor);
  return (
    found && {
      table: found.table,
      ...(found.next && { more: found.next }),
      back: kept.size > 0 ? `${addresses.standing}?${kept}` : addresses.standing,
    }
  );
};
