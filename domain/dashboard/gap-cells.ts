import type { Instrument } from '../instrument.ts';
import { type GapName, gapNames } from '../ledger.ts';
import type { Rating } from '../scoring.ts';
import { quarterOf } from './day-parts.ts';
import { type Eyes, ratingBy } from './eyes.ts';
import type { Summary, Voice } from './summary.ts';
import { type Cell, cell } from './tally.ts';

const points: Partial<Record<Rating, number>> = { S: 100, NI: 50, U: 0 };

const between: Record<GapName, readonly [first: Voice, second: Voice]> = {
  selfEvaluation: ['self', 'evaluation'],
  selfVerification: ['self', 'verification'],
  evaluationVerification: ['evaluation', 'verification'],
};

interface GapOf {
  readonly section: string;
  readonly criterion: string;
  readonly gap: number;
}

/** The gap of each criterion that both voices rated and these eyes may read, in points. */
const gapsBetween = (
  summary: Summary,
  eyes: Eyes,
  { criteria }: Instrument,
  [first, second]: readonly [Voice, Voice],
): GapOf[] =>
  criteria.flatMap(({ id: criterion, section }, place) => {
    const claimed = points[ratingBy(summary, eyes, first, place) ?? 'NA'];
    const found = points[ratingBy(summary, eyes, second, place) ?? 'NA'];
    return claimed === undefined || found === undefined
      ? []
      : [{ section, criterion, gap: claimed - found }];
  });

const mean = (gaps: readonly GapOf[]): number =>
  Math.round((gaps.reduce((sum, { gap }) => sum + gap, 0) / gaps.length) * 10) / 10;

/** The mean gap of a review between two voices, with one decimal, as the ledger has it; undefined without one. */
export const reviewGap = (
  summary: Summary,
  eyes: Eyes,
  instrument: Instrument,
  name: GapName,
): number | undefined => {
  const gaps = gapsBetween(summary, eyes, instrument, between[name]);
  return gaps.length > 0 ? mean(gaps) : undefined;
};

const cellsOf = (summary: Summary, eyes: Eyes, instrument: Instrument, name: GapName): Cell[] => {
  const gaps = gapsBetween(summary, eyes, instrument, between[name]);
  if (gaps.length === 0) return [];
  const [, second] = between[name];
  const at = summary.submitted[second] ?? summary.openedAt;
  const ofReview: [figure: string, where: string[]][] = [
    ['over', [name, summary.contributor]],
    ['time', [name, quarterOf(at)]],
    // Of every State every quarter would be more than one read holds: quarters are in each one's own figures.
    ...(name === 'selfVerification'
      ? [['yearly', [summary.contributor, at.slice(0, 4)]] as [string, string[]]]
      : []),
  ];
  return [
    ...gaps.flatMap(({ section, criterion, gap }) => {
      const where = [name, `${instrument.id}/${section}`, criterion];
      return [cell('gap', where), cell('gapSum', where, gap)];
    }),
    ...ofReview.flatMap(([figure, where]) => [
      cell(figure, where),
      cell(`${figure}Sum`, where, mean(gaps)),
    ]),
  ];
};

/** What a review gives to the figures of the gap. A re-verification carries answers over, and gives nothing. */
export const gapCells = (summary: Summary, eyes: Eyes, instrument: Instrument): Cell[] =>
  summary.basis === 'reverification'
    ? []
    : gapNames.flatMap((name) => cellsOf(summary, eyes, instrument, name));
