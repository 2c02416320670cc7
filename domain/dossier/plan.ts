import type { Instrument } from '../instrument.ts';
import type { Rating } from '../scoring.ts';
import { effective, type Traces, type Verdict } from '../verdict.ts';
import type { Finding } from './findings.ts';

/** A criterion that fell short, and of which no finding speaks. */
export interface Uncovered {
  readonly criterion: string;
  readonly critical: boolean;
  /** Whether the verdict names it as what limits it. */
  readonly limiting: boolean;
  /** By the latest voice that may be read. */
  readonly rating?: Rating;
}

/**
 * What fell short and has no finding: what limits the verdict first, then whatever the latest of the
 * given voices rates as NI, U or not assessed. Whoever may not read a voice is not told by it.
 */
export const uncoveredBy = (
  findings: readonly Pick<Finding, 'criterion'>[],
  instrument: Instrument,
  { limitedBy }: Pick<Verdict, 'limitedBy'>,
  traces: Traces,
): Uncovered[] => {
  const covered = new Set(findings.map(({ criterion }) => criterion));
  const uncovered = instrument.criteria.flatMap((criterion) => {
    const { id, critical } = criterion;
    const limiting = limitedBy.includes(id);
    const heard = criterion.stages.some((stage) => traces[stage]);
    const rating = heard ? effective(criterion, traces) : 'S';
    const short = rating !== 'S';
    if (covered.has(id) || !(limiting || short)) return [];
    return [{ criterion: id, critical, limiting, ...(short && { rating }) }];
  });
  return uncovered.sort((one, other) => Number(other.limiting) - Number(one.limiting));
};
