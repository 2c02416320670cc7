import { criteriaOf, type Instrument } from './instrument.ts';
import type { Stage } from './stages.ts';
import type { Change } from './versions/mapping.ts';
import { sourcesOf, targetsOf } from './versions/mapping-check.ts';

const outcomes = {
  rename: 'renamed',
  split: 'split',
  merge: 'merged',
  scale: 'rescaled',
} as const;

/** What becomes of the criteria of a stage: where `from` is empty nobody was asked, where `to` is, nobody is any more. */
export interface Line {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly outcome:
    | 'kept'
    | 'renamed'
    | 'split'
    | 'merged'
    | 'rescaled'
    | 'dropped'
    | 'needs_answer';
  /** The change of scale, for whoever converts the answers. */
  readonly change?: Change | undefined;
}

const idsOf = (instrument: Instrument, stage: Stage): ReadonlySet<string> =>
  new Set(criteriaOf(instrument, stage).map(({ id }) => id));

const lineOf = (
  id: string,
  change: Change | undefined,
  asked: { before: ReadonlySet<string>; after: ReadonlySet<string> },
): Line => {
  const sources = change ? sourcesOf(change) : [id];
  const targets = change ? targetsOf(change) : [id];
  const from = sources.filter((source) => asked.before.has(source));
  const to = targets.filter((target) => asked.after.has(target));
  if (to.length === 0) return { from, to, outcome: 'dropped' };
  if (!change || change.change === 'added' || change.change === 'retired')
    return { from, to, outcome: 'kept' };
  return { from, to, outcome: outcomes[change.change], change };
};

/**
 * What becomes of the criteria of one stage when `after` replaces `before`: every criterion that
 * the stage asked stands in exactly one `from`, every criterion that it asks in exactly one `to`.
 */
export const linesOf = (before: Instrument, after: Instrument, stage: Stage): Line[] => {
  const asked = { before: idsOf(before, stage), after: idsOf(after, stage) };
  const changes = after.previous?.changes ?? [];
  const changeOf = new Map(
    changes.flatMap((change) => sourcesOf(change).map((id) => [id, change] as const)),
  );
  const told = [...asked.before].map((id) => lineOf(id, changeOf.get(id), asked));
  // The sources of a merge tell the same line: it stands where the first of them stood.
  const lines = told.filter((line, index) => {
    const first = line.from[0];
    return told.findIndex(({ from }) => from[0] === first) === index;
  });
  const answered = new Set(lines.flatMap(({ to }) => to));
  const open = [...asked.after].filter((id) => !answered.has(id));
  return [...lines, ...open.map((id): Line => ({ from: [], to: [id], outcome: 'needs_answer' }))];
};
