import type { Answer, Answers } from './answers.ts';
import type { Criterion, Instrument } from './instrument.ts';
import { type Rating, rate } from './scoring.ts';
import type { Stage } from './stages.ts';

/** One voice on one criterion: the answer, its rating, who gave it and when. */
interface Voice extends Answer {
  readonly rating: Rating;
  readonly by: string;
  readonly at: string;
}

/** What a stage said: its answers, and who signed them when. */
export interface Spoken {
  readonly answers: Answers;
  readonly by: string;
  readonly at: string;
}

interface Line {
  readonly criterion: string;
  readonly self?: Voice;
  readonly evaluation?: Voice;
  readonly verification?: Voice;
  readonly gap?: number;
}

export interface Ledger {
  readonly criteria: Line[];
  readonly gaps: { readonly bySection: Record<string, number>; readonly overall?: number };
}

const points: Partial<Record<Rating, number>> = { S: 100, NI: 50, U: 0 };

const voiceOf = (
  criterion: Criterion,
  instrument: Instrument,
  spoken: Spoken | undefined,
): Voice | undefined => {
  const answer = spoken?.answers[criterion.id];
  if (!spoken || !answer) return undefined;
  return { ...answer, rating: rate(answer, criterion, instrument), by: spoken.by, at: spoken.at };
};

/**
 * The gap of a criterion in points (-100 to 100): what was claimed less what was found (or judged,
 * while nothing was found). Positive: claimed better than found. Absent while a voice is missing
 * or says "not assessed".
 */
const gapOf = (self: Voice | undefined, other: Voice | undefined): number | undefined => {
  const claimed = self && points[self.rating];
  const found = other && points[other.rating];
  return claimed === undefined || found === undefined ? undefined : claimed - found;
};

const mean = (values: readonly number[]): number =>
  Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 10) / 10;

const lineOf = (
  criterion: Criterion,
  instrument: Instrument,
  spoken: Partial<Record<Stage, Spoken>>,
): Line => {
  const self = voiceOf(criterion, instrument, spoken['self-assessment']);
  const evaluation = voiceOf(criterion, instrument, spoken.evaluation);
  const verification = voiceOf(criterion, instrument, spoken.verification);
  const gap = gapOf(self, verification ?? evaluation);
  return {
    criterion: criterion.id,
    ...(self && { self }),
    ...(evaluation && { evaluation }),
    ...(verification && { verification }),
    ...(gap !== undefined && { gap }),
  };
};

const gapsBySection = (instrument: Instrument, lines: readonly Line[]): Record<string, number> => {
  const sectionOf = new Map(instrument.criteria.map(({ id, section }) => [id, section]));
  const bySection = Object.groupBy(
    lines.filter(({ gap }) => gap !== undefined),
    ({ criterion }) => sectionOf.get(criterion) ?? '',
  );
  return Object.fromEntries(
    Object.entries(bySection).map(([section, some = []]) => [
      section,
      mean(some.map(({ gap = 0 }) => gap)),
    ]),
  );
};

/** The three voices side by side, per criterion, and the gaps between claim and finding. */
export const ledgerOf = (
  instrument: Instrument,
  spoken: Partial<Record<Stage, Spoken>>,
): Ledger => {
  const criteria = instrument.criteria.map((criterion) => lineOf(criterion, instrument, spoken));
  const gaps = criteria.flatMap(({ gap }) => gap ?? []);
  return {
    criteria,
    gaps: {
      bySection: gapsBySection(instrument, criteria),
      ...(gaps.length > 0 && { overall: mean(gaps) }),
    },
  };
};
