import type { Event } from '../events.ts';

/** Whether an event begins a step: a stage opens, or it is signed and waits for a decision or signature. */
export const beginsStep = ({ type, facts }: Event): boolean =>
  type === 'stage-opened' ||
  (type === 'stage-submitted' && facts.waitsFor !== undefined) ||
  (type === 'stage-expired' && facts.outcome === 'decide');

/** Whether an event plans the rungs of the step anew: its due date moved, or its clocks run again. */
const replans = ({ type, facts }: Event): boolean =>
  type === 'stage-extended' ||
  type === 'stage-expired' ||
  type === 'review-resumed' ||
  (type === 'anchors-moved' && facts.dueAt !== undefined);

/**
 * On what the rungs of the present step are planned, from its record: since when the step runs, and
 * after which instant they count, because what lay before a date moved was told by the old date or
 * not at all; `seq` is the event that planned them. Undefined before the first step.
 */
export const planBasis = (
  events: readonly Event[],
): { since: string; after: string; seq: number } | undefined => {
  const began = events.findLast(beginsStep);
  if (!began) return undefined;
  const planned = events.findLast((event) => beginsStep(event) || replans(event)) ?? began;
  return { since: began.at, after: planned.at, seq: planned.seq };
};
