import type { Answer, Answers } from './answers.ts';
import type { Criterion, Instrument } from './instrument.ts';
import { type Rating, rate } from './scoring.ts';
import type { Stage } from './stages.ts';

/** One voice on one criterion: the answer, its rating, who gave it and when. */
interface Voice extends Answer {
  readonly rating: Rating;
  readonly by: string;
  readonly person?: string | undefined;
  readonly at: string;
  /** Why the contingent commander sees this criterion otherwise than the field team. */
  readonly disagreement?: string | undefined;
}

/** What a stage said: its answers, who signed them when, and where the second signature disagrees. */
export interface Spoken {
  readonly answers: Answers;
  readonly by: string;
  readonly person?: string | undefined;
  readonly at: string;
  /** Reasons by criterion. */
  readonly disagreements?: Readonly<Record<string, string>> | undefined;
}

/** The gaps between two voices each: what the first said less what the second said. */
export const gapNames = ['selfEvaluation', 'selfVerification', 'evaluationVerification'] as const;
export type GapName = (typeof gapNames)[number];

/** What was said of one criterion. */
export interface Line {
  readonly criterion: string;
  readonly self?: Voice;
  readonly evaluation?: Voice;
  readonly verification?: Voice;
  /** Between claim and finding, or judgement while nothing was found. */
  readonly gap?: number;
  readonly gaps?: Partial<Record<GapName, number>>;
}

/** Gaps rolled up: the mean over the criteria of each section, and over all. */
interface Means {
  readonly bySection: Record<string, number>;
  readonly overall?: number;
}

export interface Ledger {
  readonly criteria: Line[];
  readonly gaps: Means & Partial<Record<GapName, Means>>;
}

const points: Partial<Record<Rating, number>> = { S: 100, NI: 50, U: 0 };

const voiceOf = (
  criterion: Criterion,
  instrument: Instrument,
  spoken: Spoken | undefined,
): Voice | undefined => {
  const answer = spoken?.answers[criterion.id];
  if (!spoken || !answer) return undefined;
  const { by, person, at, disagreements } = spoken;
  const disagreement = disagreements?.[criterion.id];
  return {
    ...answer,
    rating: rate(answer, criterion, instrument),
    by,
    ...(person && { person }),
    at,
    ...(disagreement && { disagreement }),
  };
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

type Voices = Pick<Line, 'self' | 'evaluation' | 'verification'>;

const between: Record<GapName, (voices: Voices) => number | undefined> = {
  selfEvaluation: ({ self, evaluation }) => gapOf(self, evaluation),
  selfVerification: ({ self, verification }) => gapOf(self, verification),
  evaluationVerification: ({ evaluation, verification }) => gapOf(evaluation, verification),
};

/** What is known under each name; nothing under the others. */
const named = <T>(find: (name: GapName) => T | undefined): Partial<Record<GapName, T>> =>
  Object.fromEntries(
    gapNames.flatMap((name) => {
      const found = find(name);
      return found === undefined ? [] : [[name, found]];
    }),
  );

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
  const voices = {
    ...(self && { self }),
    ...(evaluation && { evaluation }),
    ...(verification && { verification }),
  };
  const gap = gapOf(self, verification ?? evaluation);
  const gaps = named((name) => between[name](voices));
  return {
    criterion: criterion.id,
    ...voices,
    ...(gap !== undefined && { gap }),
    ...(Object.keys(gaps).length > 0 && { gaps }),
  };
};

/** The means of a gap, by section and over all; nothing of a gap that no criterion has. */
const meansOf = (
  instrument: Instrument,
  lines: readonly Line[],
  gapIn: (line: Line) => number | undefined,
): Means => {
  const sectionOf = new Map(instrument.criteria.map(({ id, section }) => [id, section]));
  const known = lines.flatMap((line) => {
    const gap = gapIn(line);
    return gap === undefined ? [] : [{ section: sectionOf.get(line.criterion) ?? '', gap }];
  });
  const bySection = Object.groupBy(known, ({ section }) => section);
  return {
    bySection: Object.fromEntries(
      Object.entries(bySection).map(([section, some = []]) => [
        section,
        mean(some.map(({ gap }) => gap)),
      ]),
    ),
    ...(known.length > 0 && { overall: mean(known.map(({ gap }) => gap)) }),
  };
};

/** The three voices side by side, per criterion, and the gaps between each two of them. */
export const ledgerOf = (
  instrument: Instrument,
  spoken: Partial<Record<Stage, Spoken>>,
): Ledger => {
  const criteria = instrument.criteria.map((criterion) => lineOf(criterion, instrument, spoken));
  const means = named((name) => {
    const of = meansOf(instrument, criteria, ({ gaps }) => gaps?.[name]);
    return of.overall === undefined ? undefined : of;
  });
  return { criteria, gaps: { ...meansOf(instrument, criteria, ({ gap }) => gap), ...means } };
};
