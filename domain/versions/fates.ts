import { type Line, linesOf } from '../criterion-lines.ts';
import { criteriaOf, type Instrument } from '../instrument.ts';
import type { Stage } from '../stages.ts';

/**
 * What becomes of one criterion of a stage: by the id that the later version gives it and the
 * criteria that its answer comes from; of a dropped one by the id that it had.
 */
export interface Fate {
  readonly criterion: string;
  readonly from: readonly string[];
  readonly outcome: Line['outcome'];
}

type Fates = ReadonlyMap<string, Fate>;

/** How criteria that came this far go on; a criterion that is kept keeps what happened to it earlier. */
const goneOn = (fates: Fates, line: Line): Fate[] => {
  const sources = line.from.flatMap((id) => fates.get(id) ?? []);
  const from = [...new Set(sources.flatMap((source) => source.from))];
  const outcome = line.outcome === 'kept' ? (sources[0]?.outcome ?? 'kept') : line.outcome;
  return line.to.map((criterion) => ({
    criterion,
    from,
    outcome: from.length > 0 ? outcome : 'needs_answer',
  }));
};

const asFates = (fates: readonly Fate[]): Fates =>
  new Map(fates.map((fate) => [fate.criterion, fate]));

/**
 * What becomes of the criteria of a stage along `path`, the versions from the one that asked them to
 * the one wanted: one fate per criterion that the last asks, and one per criterion that is dropped.
 */
export const fatesOf = (path: readonly Instrument[], stage: Stage): Fate[] => {
  const asked = path[0] ? criteriaOf(path[0], stage).map(({ id }) => id) : [];
  const start = asFates(asked.map((id) => ({ criterion: id, from: [id], outcome: 'kept' })));
  const fates = path.slice(1).reduce((sofar, after, index) => {
    const before = path[index];
    return before
      ? asFates(linesOf(before, after, stage).flatMap((line) => goneOn(sofar, line)))
      : sofar;
  }, start);
  const used = new Set([...fates.values()].flatMap(({ from }) => from));
  const dropped = asked.filter((id) => !used.has(id));
  return [
    ...fates.values(),
    ...dropped.map((id): Fate => ({ criterion: id, from: [id], outcome: 'dropped' })),
  ];
};
