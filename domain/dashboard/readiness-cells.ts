import type { Instrument } from '../instrument.ts';
import { monthOf } from './day-parts.ts';
import { type Eyes, limitKindsFor, ratingBy } from './eyes.ts';
import { reviewGap } from './gap-cells.ts';
import { type Summary, voices } from './summary.ts';
import { type Cell, cell } from './tally.ts';

/** How many criteria the field rated, of how many there are; none that these eyes may not read. */
export const verifiedShare = (
  summary: Summary,
  eyes: Eyes,
  { criteria }: Instrument,
): { readonly verified: number; readonly of: number } => ({
  verified: criteria.filter((_, place) =>
    ['S', 'NI', 'U'].includes(ratingBy(summary, eyes, 'verification', place) ?? ''),
  ).length,
  of: criteria.length,
});

/** When the latest voice spoke on which the verdict rests. */
export const restsOn = ({ submitted, openedAt }: Summary): string =>
  voices.flatMap((voice) => submitted[voice] ?? []).at(-1) ?? openedAt;

/** What a review with a verdict gives to the figures of readiness; nothing once the next cycle has begun. */
export const readinessCells = (summary: Summary, eyes: Eyes, instrument: Instrument): Cell[] => {
  const { verdict, mission, superseded } = summary;
  if (!verdict || superseded) return [];
  const { verified, of } = verifiedShare(summary, eyes, instrument);
  const gap = reviewGap(summary, eyes, instrument, 'selfVerification');
  return [
    cell('rated', [mission, verdict.rating]),
    cell('verifiedItems', [mission], verified),
    cell('items', [mission], of),
    cell('restsOn', [mission, monthOf(restsOn(summary))]),
    ...(gap === undefined ? [] : [cell('gapOf', [mission]), cell('gapOfSum', [mission], gap)]),
    ...verdict.limitedBy.map((criterion) => cell('limit', [mission, criterion])),
    ...[...new Set(limitKindsFor(summary, eyes))].map((kind) => cell('limitKind', [mission, kind])),
  ];
};
