import type { Criterion, Instrument } from '../instrument.ts';
import type { Measure } from '../measure.ts';
import type { Change, Scale } from './mapping.ts';

const listed = (ids: string | readonly string[]): readonly string[] =>
  typeof ids === 'string' ? [ids] : ids;

/** The criteria of the earlier version that a change takes its answers from. */
export const sourcesOf = (change: Change): readonly string[] => {
  if ('from' in change && change.change !== 'scale') return listed(change.from);
  return change.change === 'added' ? [] : [change.criterion];
};

/** The criteria of the later version that a change speaks of. */
export const targetsOf = (change: Change): readonly string[] => {
  if ('to' in change && change.change !== 'scale') return listed(change.to);
  return change.change === 'retired' ? [] : [change.criterion];
};

const scaleValues: Record<Exclude<Measure, 'PCT'>, readonly string[]> = {
  SNU: ['S', 'NI', 'U'],
  YN: ['true', 'false'],
};

const fits: Record<Measure, (value: unknown) => boolean> = {
  PCT: (value) => typeof value === 'number',
  SNU: (value) => typeof value === 'string',
  YN: (value) => typeof value === 'boolean',
};

/** A percentage is read by bands; every value of another scale needs the value that takes its place. */
const scaleErrors = ({ criterion, from, to, values, bands }: Scale): string[] => {
  if (from === to) return [`${criterion} keeps its measure: that is no change of scale`];
  if (from === 'PCT') return bands ? [] : [`${criterion} was a percentage: give bands`];
  const wrong = scaleValues[from].filter((value) => !fits[to](values?.[value]));
  return wrong.map((value) => `${criterion} does not say what becomes of ${value}`);
};

const repeated = (ids: readonly string[]): string[] =>
  ids.filter((id, index) => ids.indexOf(id) !== index);

type ById = ReadonlyMap<string, Criterion>;

const byId = ({ criteria }: Instrument): ById =>
  new Map(criteria.map((criterion) => [criterion.id, criterion]));

const limitsOf = (criterion: Criterion | undefined, instrument: Instrument): string => {
  const { satisfactory, improvement } = criterion?.bands ?? instrument.bands;
  return `${satisfactory} ${improvement}`;
};

/** The worst of two percentages is the lower one, as long as both are read by the same limits. */
const mergeErrors = (before: Instrument, after: Instrument): string[] =>
  (after.previous?.changes ?? []).flatMap((change) => {
    if (change.change !== 'merge') return [];
    const [earlier, later] = [byId(before), byId(after)];
    const target = later.get(change.to);
    const limits = new Set([
      limitsOf(target, after),
      ...change.from.map((id) => limitsOf(earlier.get(id), before)),
    ]);
    return target?.measure === 'PCT' && limits.size > 1
      ? [`${change.to}: percentages with different bands cannot merge`]
      : [];
  });

const measureErrors = (change: Change, before: ById, after: ById): string[] => {
  const measures = [
    ...sourcesOf(change).map((id) => before.get(id)?.measure),
    ...targetsOf(change).map((id) => after.get(id)?.measure),
  ];
  if (change.change === 'scale')
    return measures[0] === change.from && measures[1] === change.to
      ? scaleErrors(change)
      : [`${change.criterion} is not measured as its change of scale says`];
  return new Set(measures).size > 1
    ? [`${targetsOf(change).join(', ')}: a ${change.change} may not change the measure`]
    : [];
};

/** What a change says of criteria that are not there, or that another change speaks of as well. */
const namingErrors = (changes: readonly Change[], before: ById, after: ById): string[] => {
  const [sources, targets] = [changes.flatMap(sourcesOf), changes.flatMap(targetsOf)];
  const added = changes.filter(({ change }) => change === 'added').flatMap(targetsOf);
  return [
    ...added.filter((id) => before.has(id)).map((id) => `${id} is added, but was there before`),
    ...sources.filter((id) => !before.has(id)).map((id) => `${id} was not in the version before`),
    ...targets.filter((id) => !after.has(id)).map((id) => `${id} is not in this version`),
    ...repeated(sources).map((id) => `${id} is the source of two changes`),
    ...repeated(targets).map((id) => `${id} is the target of two changes`),
  ];
};

/** Criteria that no change names: they must be the same in both versions. */
const carriedErrors = (changes: readonly Change[], before: ById, after: ById): string[] => {
  const [sources, targets] = [
    new Set(changes.flatMap(sourcesOf)),
    new Set(changes.flatMap(targetsOf)),
  ];
  const gone = [...before.values()].filter(({ id }) => !sources.has(id));
  const come = [...after.values()].filter(({ id }) => !targets.has(id));
  return [
    ...gone.flatMap(({ id, measure }) => {
      if (targets.has(id) || !after.has(id)) return [`nothing says what became of ${id}`];
      return after.get(id)?.measure === measure ? [] : [`${id} changed its measure unsaid`];
    }),
    ...come
      .filter(({ id }) => sources.has(id) || !before.has(id))
      .map(({ id }) => `nothing says where ${id} comes from`),
  ];
};

/**
 * What is wrong with the mapping by which `after` replaces `before`; empty when every criterion of
 * both is accounted for, exactly once.
 */
export const mappingErrors = (before: Instrument, after: Instrument): string[] => {
  if (after.id !== before.id || after.previous?.version !== before.version)
    return [`${after.id} ${after.version} does not replace ${before.id} ${before.version}`];
  const { changes } = after.previous;
  const [earlier, later] = [byId(before), byId(after)];
  const naming = namingErrors(changes, earlier, later);
  if (naming.length > 0) return naming;
  return [
    ...changes.flatMap((change) => measureErrors(change, earlier, later)),
    ...mergeErrors(before, after),
    ...carriedErrors(changes, earlier, later),
  ];
};
