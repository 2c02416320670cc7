import { type Book, cellsFor } from '../../domain/dashboard/books.ts';
import { monthOf, monthsBetween } from '../../domain/dashboard/day-parts.ts';
import { leftFor, likely, likelyDays } from '../../domain/dashboard/forecast.ts';
import { reviewGap } from '../../domain/dashboard/gap-cells.ts';
import { confidenceOf } from '../../domain/dashboard/readiness.ts';
import { restsOn, verifiedShare } from '../../domain/dashboard/readiness-cells.ts';
import type { Scope } from '../../domain/dashboard/scope.ts';
import { type Figures, isSelected, type Selection } from '../../domain/dashboard/selection.ts';
import type { Summary } from '../../domain/dashboard/summary.ts';
import { instrumentOf } from '../machine-step.ts';

const bookOf: Readonly<Record<string, Book>> = {
  gap: 'gap',
  over: 'gap',
  time: 'gap',
  yearly: 'gap',
  rated: 'readiness',
  items: 'readiness',
  gapOf: 'readiness',
  limit: 'readiness',
  limitKind: 'readiness',
};

/** What a review gives to the selected cells: the parts of each, without its figure; empty where nothing. */
export const partsBehind = (
  summary: Summary,
  { eyes }: Scope,
  { figure, ...which }: Selection,
): { readonly parts: readonly string[]; readonly value: number }[] =>
  cellsFor(bookOf[figure] ?? 'standing', summary, eyes, instrumentOf(summary)).flatMap(
    ([key, value]) => {
      const [name, ...parts] = key.split('|');
      return name === figure && isSelected(parts, which) ? [{ parts, value }] : [];
    },
  );

/** How far the verdict of one review may be relied on, and what limits it; undefined without a verdict. */
export const footingOf = (summary: Summary, { eyes }: Scope, today: string) => {
  if (!summary.verdict) return undefined;
  const instrument = instrumentOf(summary);
  const { verified, of } = verifiedShare(summary, eyes, instrument);
  const footing = {
    verified: Math.round((verified / of) * 1000) / 10,
    months: monthsBetween(monthOf(restsOn(summary)), monthOf(today)),
    gap: reviewGap(summary, eyes, instrument, 'selfVerification') ?? null,
  };
  const { rating, limitedBy } = summary.verdict;
  return { rating, ...footing, ...confidenceOf(footing), limitedBy };
};

/** When an open review is likely to have its verdict, by what the others of the scope took. */
export const expectedOf = (
  { passages: { now }, basis }: Summary,
  figures: Figures,
  today: string,
): { readonly p50: string; readonly p90: string } | undefined => {
  if (!now || basis === 'reverification') return undefined;
  const left = leftFor(figures, now, today);
  const days = left && likely(left);
  return days && likelyDays(days, today);
};
