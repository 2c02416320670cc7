import * as z from 'zod';
import type { Event } from '../events.ts';
import { Stage, stages } from '../stages.ts';
import { Day } from '../text.ts';
import { daysBetween } from './day-parts.ts';

/**
 * How long a review was at each stage, in whole days: from when the stage first opened until the next one first
 * did, or the review came to its verdict; what was returned counts where it was returned from. `now` is the
 * furthest stage that it has come to and not passed, and since when.
 */
export const Passages = z.strictObject({
  days: z.partialRecord(Stage, z.int().min(0)),
  now: z.strictObject({ stage: Stage, since: Day }).optional(),
});
export type Passages = z.output<typeof Passages>;

/** The passages in a record. One that ended without a verdict is on its way nowhere, and has passed what it passed. */
export const passagesOf = (events: readonly Event[]): Passages => {
  const opened = events.filter((event) => event.type === 'stage-opened');
  const firstOf = (stage: Stage) => opened.find(({ facts }) => facts.stage === stage)?.at;
  const closed = events.findLast((event) => event.type === 'review-closed');
  const reached = stages.flatMap((stage) => {
    const at = firstOf(stage);
    return at ? [{ stage, at }] : [];
  });
  const verdictAt = closed?.facts.verdict && closed.at;
  const days: Passages['days'] = {};
  for (const [place, { stage, at }] of reached.entries()) {
    const until = reached[place + 1]?.at ?? verdictAt;
    if (until) days[stage] = daysBetween(at, until);
  }
  const last = reached.at(-1);
  return {
    days,
    ...(last && !closed && { now: { stage: last.stage, since: last.at.slice(0, 10) } }),
  };
};
