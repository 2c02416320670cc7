import type { By, Event, NewEvent } from '../events.ts';
import type { Side } from '../facts/dossier-facts.ts';
import type { Instrument } from '../instrument.ts';
import { type Entry, entryOf } from './entry.ts';
import { requireCriterion } from './known-criterion.ts';

type Facts = Extract<NewEvent, { type: 'comment-added' }>['facts'];

/** What somebody said beside the answers, to their own party or to everyone. */
export interface Comment extends Entry, Facts {}

export const commentsOf = (events: readonly Event[]): Comment[] =>
  events.flatMap((event) =>
    event.type === 'comment-added' ? [{ ...entryOf('comment', event), ...event.facts }] : [],
  );

/** Says something about the review, or about one of its criteria. */
export const addComment = (
  instrument: Instrument,
  comment: Omit<Facts, 'side'>,
  side: Side,
  by: By,
): NewEvent => {
  if (comment.criterion) requireCriterion(instrument, comment.criterion, '/criterion');
  return { type: 'comment-added', by, facts: { ...comment, side } };
};
