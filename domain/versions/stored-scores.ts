import type { Event } from '../events.ts';
import type { StageScore } from '../facts/score-facts.ts';
import { type Stage, stages } from '../stages.ts';

/** The score of a stage as the record keeps it: which versions gave it, when, and each rating. */
export interface StoredScore extends StageScore {
  readonly instrument: { readonly id: string; readonly version: number };
  readonly at: string;
}

export type StoredScores = Readonly<Partial<Record<Stage, StoredScore>>>;

interface Seen {
  readonly instrument: StoredScore['instrument'];
  readonly scores: StoredScores;
}

const scoredAnew = (
  sofar: Seen,
  { at, facts }: Extract<Event, { type: 'score-recomputed' | 'instrument-migrated' }>,
): StoredScores => {
  const instrument = { id: facts.instrument, version: facts.to };
  const scores: Partial<Record<Stage, StoredScore>> = { ...sofar.scores };
  for (const stage of stages) {
    const score = facts.scores[stage];
    if (score) scores[stage] = { ...score, instrument, at };
  }
  return scores;
};

const after = (sofar: Seen, event: Event): Seen => {
  switch (event.type) {
    case 'review-opened':
      return { ...sofar, instrument: event.facts.instrument };
    case 'stage-scored': {
      const { stage, score, scoring, trace, instrument = sofar.instrument } = event.facts;
      const stored = { score, scoring, trace, instrument, at: event.at };
      return { ...sofar, scores: { ...sofar.scores, [stage]: stored } };
    }
    case 'score-recomputed':
      return { ...sofar, scores: scoredAnew(sofar, event) };
    case 'instrument-migrated': {
      const instrument = { id: event.facts.instrument, version: event.facts.to };
      return { instrument, scores: scoredAnew(sofar, event) };
    }
    default:
      return sofar;
  }
};

/** The latest score of each stage, as its event stored it; never computed here. */
export const storedScores = (events: readonly Event[]): StoredScores =>
  events.reduce<Seen>(after, { instrument: { id: '', version: 0 }, scores: {} }).scores;

/** The version of the instrument that gave the scores that stand; of none, the one the review is pinned to. */
export const scoredBy = (scores: StoredScores, pinned: number): number =>
  Object.values(scores)[0]?.instrument.version ?? pinned;
