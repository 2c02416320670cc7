import type { Event } from '../events.ts';
import { Readiness } from '../readiness.ts';
import type { Counts } from './safe.ts';
import type { Cells } from './withheld.ts';

/** The verdicts, in the order in which they are told. */
export const verdictRatings: readonly string[] = Readiness.options;

/** A review as far as public figures ask: whose it is, and what happened to it in one quarter. */
export interface Counted {
  readonly contributor: string;
  readonly mission: string;
  readonly events: readonly Event[];
}

const happened: Record<string, (events: readonly Event[]) => boolean> = {
  evaluations_received: (events) =>
    events.some(({ type, facts }) => type === 'stage-submitted' && facts.stage === 'evaluation'),
  verifications_received: (events) =>
    events.some(({ type, facts }) => type === 'stage-submitted' && facts.stage === 'verification'),
  verdicts_reached: (events) => ratingIn(events) !== undefined,
};

const ratingIn = (events: readonly Event[]): string | undefined =>
  events.flatMap(({ type, facts }) =>
    type === 'review-closed' && facts.verdict ? [facts.verdict.rating] : [],
  )[0];

const rowOf = (by: string, { mission, events }: Counted): string | undefined =>
  by === 'Verdict' ? ratingIn(events) : mission;

/**
 * The cells of one line of a quarter, each row counted by contributor. A review counts once in a quarter in
 * which an act of that kind was done, however often; one of a mission that has no row counts in none.
 */
export const cellsOf = (
  reviews: readonly Counted[],
  indicator: string,
  by: string,
  rows: readonly string[],
): Cells => {
  const cells = new Map<string, Record<string, number>>(rows.map((row) => [row, {}]));
  for (const review of reviews.filter(({ events }) => happened[indicator]?.(events))) {
    const counts = cells.get(rowOf(by, review) ?? '');
    if (counts) counts[review.contributor] = (counts[review.contributor] ?? 0) + 1;
  }
  return cells satisfies ReadonlyMap<string, Counts>;
};
