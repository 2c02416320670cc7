import type { Event } from '../events.ts';
import type { Head } from '../review.ts';
import type { Step } from './ladder.ts';

/** An event of which people had to be told, by its place in the record, and the step that its notice is about. */
export interface NoticePlace {
  readonly seq: number;
  readonly at: string;
  readonly step: Step;
  readonly round: number;
}

/** What an event tells about: a later one about the same takes its place. Undefined where it plans a step or tells nobody. */
const aboutOf = ({ type, facts, seq }: Event): string | undefined => {
  switch (type) {
    case 'stage-assigned':
      return `who holds ${facts.stage}`;
    case 'review-suspended':
    case 'review-resumed':
      return 'whether the clocks run';
    case 'stage-extended':
    case 'anchors-moved':
      return facts.dueAt && 'by when';
    case 'stage-expired':
      return 'by when';
    case 'released':
    case 'caveat-found':
      return `${type} ${seq}`;
    case 'review-closed':
      return 'the outcome';
    default:
      return undefined;
  }
};

/**
 * The notices that people must have had of a review as it stands, beside the one that began its step:
 * of each matter the latest. `events` are those since the step began or the review ended, in their order.
 */
export const noticesInForce = (
  { waiting, stage, round }: Pick<Head, 'waiting' | 'stage' | 'round'>,
  events: readonly Event[],
): NoticePlace[] => {
  const latest = new Map<string, NoticePlace>();
  for (const event of events) {
    const about = aboutOf(event);
    const step = event.type === 'stage-assigned' ? event.facts.stage : (waiting ?? stage);
    if (about) latest.set(about, { seq: event.seq, at: event.at, step, round });
  }
  return [...latest.values()];
};
