import { capOfRating, liftOf } from './dossier/lifting.ts';
import type { ShownLimit } from './dossier/sight.ts';
import type { Criterion, Instrument } from './instrument.ts';
import { type Line, ledgerOf, type Spoken } from './ledger.ts';
import type { Readiness } from './readiness.ts';
import { type Rating, weightOf } from './scoring.ts';
import { type Stage, stages, voiceNames } from './stages.ts';
import { byScore, countingStage, type Traces, type Verdict } from './verdict.ts';
import type { StoredScore, StoredScores } from './versions/stored-scores.ts';

/** A criterion that limits the verdict: what it asks, who said what, and what would lift its cap. */
interface Limiting {
  readonly criterion: string;
  readonly text: string;
  readonly section: { readonly id: string; readonly title: string };
  readonly measure: Criterion['measure'];
  readonly critical: boolean;
  readonly weight: number;
  readonly bands?: Instrument['bands'] | undefined;
  readonly voices: Omit<Line, 'criterion'>;
  /** The stage whose voice counts. */
  readonly counts?: Stage | undefined;
  /** How that voice rates it; absent for who may not read that voice. */
  readonly rating?: Rating | undefined;
  readonly cap?: Readiness | undefined;
  readonly lift: string;
}

/** A verdict with the limits that the asker may know of. */
type ToldVerdict = Omit<Verdict, 'limits'> & {
  readonly limits?: readonly ShownLimit[] | undefined;
};

/** Why a review is as ready as it is. Without a verdict there is nothing that limits it yet. */
export interface Explanation {
  readonly summary: string;
  readonly verdict?: ToldVerdict | undefined;
  /** What the score alone would make of the unit. */
  readonly withoutCap?: { readonly score: number; readonly rating: Readiness } | undefined;
  readonly limiting: Limiting[];
  readonly limits: readonly ShownLimit[];
  readonly stages: ({ readonly stage: Stage } & StoredScore)[];
}

/** What an explanation rests on. `instrument` is the version that gave the stored scores. */
export interface Told {
  readonly verdict: ToldVerdict | undefined;
  readonly instrument: Instrument;
  readonly stored: StoredScores;
  /** The stages that have spoken. */
  readonly spoke: readonly Stage[];
  /** The voices that the asker may read, as that version asks for them. */
  readonly spoken: Readonly<Partial<Record<Stage, Spoken>>>;
  readonly readable: readonly Stage[];
}

/** The stages that count in a verdict, whether or not the asker may read what they said. */
const tracesOf = ({ spoke, stored }: Told): Traces =>
  Object.fromEntries(spoke.map((stage) => [stage, stored[stage]?.trace ?? {}]));

const worst = ['not_ready', 'conditional', 'ready'] as const satisfies Readiness[];

/** What a criterion caps: by its rating, and for who may not read it by the verdict, where nothing else caps it there. */
const capOf = (
  { critical }: Criterion,
  rating: Rating | undefined,
  { score, scoreWithoutCap, rating: said, limits = [] }: ToldVerdict,
): Readiness | undefined => {
  if (!critical) return undefined;
  if (rating) return capOfRating[rating];
  const capsAlike = limits.some(({ cap }) => cap && worst.indexOf(cap) <= worst.indexOf(said));
  return score < scoreWithoutCap && !capsAlike ? said : undefined;
};

const sectionOf = ({ sections }: Instrument, id: string) =>
  sections.find((section) => section.id === id) ?? { id, title: id };

const limitingOf = (criterion: Criterion, verdict: ToldVerdict, told: Told): Limiting => {
  const { instrument, stored, readable, spoken } = told;
  const counts = countingStage(criterion, tracesOf(told));
  const [line] = ledgerOf({ ...instrument, criteria: [criterion] }, spoken).criteria;
  const { criterion: id, ...voices } = line ?? { criterion: criterion.id };
  const voice = counts && voices[voiceNames[counts]];
  const rating =
    counts && readable.includes(counts)
      ? (stored[counts]?.trace[id] ?? voice?.rating ?? 'NA')
      : undefined;
  const cap = capOf(criterion, rating, verdict);
  return {
    criterion: id,
    text: criterion.text,
    section: sectionOf(instrument, criterion.section),
    measure: criterion.measure,
    critical: criterion.critical,
    weight: weightOf(criterion, instrument),
    ...(criterion.measure === 'PCT' && { bands: criterion.bands ?? instrument.bands }),
    voices,
    ...(counts && { counts }),
    ...(rating && { rating }),
    ...(cap && { cap }),
    lift: liftOf(criterion, instrument, cap),
  };
};

const words: Record<Readiness, string> = {
  ready: 'ready',
  conditional: 'conditional',
  not_ready: 'not ready',
};

const listed = (names: readonly string[]): string =>
  names.length > 5
    ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`
    : names.join(', ');

const limitWords: Record<ShownLimit['kind'], string> = {
  undeclared_caveat: 'an undeclared caveat',
  caveat_not_accepted: 'a caveat that is not accepted',
  vetting_not_cleared: 'a vetting that is not cleared',
  certificate_missing: 'a missing certificate',
  superseded_threat: 'a superseded threat assessment',
  not_released: 'something that has not been released to you yet',
};

/** What holds the verdict where it is: critical criteria, the decision, and other limits that cap it there. */
const capsIn = (
  { rating, decision, limits = [] }: ToldVerdict,
  limiting: readonly Limiting[],
): string[] => [
  ...limiting
    .filter(({ critical, cap = rating }) => critical && cap === rating)
    .map(({ criterion }) => criterion),
  ...(decision === 'not_ready' ? ['the decision that the unit is not ready'] : []),
  ...limits.filter(({ cap }) => cap === rating).map(({ kind }) => limitWords[kind]),
];

const summaryOf = (
  verdict: ToldVerdict,
  alone: Readiness,
  limiting: readonly Limiting[],
): string => {
  const { rating, score, scoreWithoutCap } = verdict;
  const said = `The verdict is ${words[rating]}, with a score of ${score}.`;
  if (score < scoreWithoutCap) {
    const caps = listed(capsIn(verdict, limiting));
    return `${said} It is capped by ${caps}: without the cap the score would be ${scoreWithoutCap}, which alone reads as ${words[alone]}.`;
  }
  if (limiting.length === 0) return `${said} Nothing caps it.`;
  return `${said} No cap lowers the score; what keeps it down is ${listed(limiting.map(({ criterion }) => criterion))}.`;
};

const shownStages = ({ stored, readable }: Told): Explanation['stages'] =>
  stages.flatMap((stage) => {
    const score = stored[stage];
    return score && readable.includes(stage) ? [{ stage, ...score }] : [];
  });

/** Why a review is as ready as it is, from what its record keeps: nothing is scored anew here. */
export const explanationOf = (told: Told): Explanation => {
  const { verdict, instrument } = told;
  if (!verdict)
    return {
      summary: 'There is no verdict yet: the scores of the stages so far stand below.',
      limiting: [],
      limits: [],
      stages: shownStages(told),
    };
  const alone = byScore(verdict.scoreWithoutCap, instrument.thresholds);
  const limiting = instrument.criteria
    .filter(({ id }) => verdict.limitedBy.includes(id))
    .map((criterion) => limitingOf(criterion, verdict, told));
  return {
    summary: summaryOf(verdict, alone, limiting),
    verdict,
    withoutCap: { score: verdict.scoreWithoutCap, rating: alone },
    limiting,
    limits: verdict.limits ?? [],
    stages: shownStages(told),
  };
};
