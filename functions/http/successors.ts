import { keepAnswer, reviewIdOf } from '../../adapters/idempotency.ts';
import { appended, getHeads, record } from '../../adapters/reviews.ts';
import type { Write } from '../../adapters/table.ts';
import type { By, Event, NewEvent } from '../../domain/events.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { Action } from '../../domain/permissions.ts';
import type { Calendar } from '../../domain/reminders/calendar.ts';
import type { Basis, Head } from '../../domain/review.ts';
import type { Successor } from '../../domain/successors.ts';
import { announce } from '../announce.ts';
import { calendarOf } from '../calendars-at-hand.ts';
import { carryOn } from '../carry-on.ts';
import { instrumentOf } from '../machine-step.ts';
import { type AnyAsked, personUnchanged, visibleReview } from './command.ts';
import { allEvents } from './dossier-view.ts';
import { reviewTag } from './etag.ts';
import { once } from './once.ts';
import { permit } from './permission.ts';
import { viewOf } from './review-view.ts';
import type { Reply } from './route.ts';

/** The reviews that rest on this one, as its record names them, and how each stands now. */
export const successorsOf = async (events: readonly Event[]): Promise<Successor[]> => {
  const opened = events.filter((event) => event.type === 'successor-opened');
  const heads = await getHeads(opened.map(({ facts }) => facts.review));
  return opened.flatMap(({ facts }) => {
    const head = heads.find(({ id }) => id === facts.review);
    return head ? [{ ...facts, state: head.state }] : [];
  });
};

/** What a successor is decided on. */
interface Ground {
  /** The id that the new review will have. */
  readonly review: string;
  readonly parent: Head;
  readonly instrument: Instrument;
  /** The parent's: the new review keeps ladder and calendar. */
  readonly calendar: Calendar;
  readonly events: readonly Event[];
  readonly successors: readonly Successor[];
  readonly by: By;
}

interface SuccessorCommand {
  readonly action: Action;
  readonly kind: Basis['kind'];
  /** The opening of the new review, the criteria that it is about, and what else is written with it. */
  readonly open: (ground: Ground) => Promise<{
    readonly opening: NewEvent;
    readonly criteria?: string[];
    readonly writes?: readonly Write[];
  }>;
}

/**
 * Opens a review on the ground of another one: one transaction appends the opening to the new record
 * and the word of it to the old one.
 */
export const openSuccessor = async (
  asked: AnyAsked,
  parentId: string,
  { action, kind, open }: SuccessorCommand,
): Promise<Reply> => {
  const { person } = asked;
  await visibleReview(person, parentId);
  return once(asked, reviewIdOf, async (identity) => {
    const parent = await visibleReview(person, parentId);
    const review = reviewIdOf(identity);
    const by = permit(person, action, parent);
    const instrument = instrumentOf(parent);
    const calendar = await calendarOf(parent);
    const events = await allEvents(parentId);
    const successors = await successorsOf(events);
    const ground = { review, parent, instrument, calendar, events, successors, by };
    const { opening, criteria, writes = [] } = await open(ground);
    const facts = { kind, review, ...(criteria && { criteria }) };
    const answer = (after: Head) => ({
      status: 201,
      body: viewOf(after, person, calendar),
      etag: reviewTag(after.version),
      location: `/v1/reviews/${review}`,
    });
    const { head, out } = await record(review, undefined, opening, (after) => [
      keepAnswer(review, identity, answer(after)),
      ...personUnchanged(person),
      ...appended(parentId, parent, { type: 'successor-opened', by, facts }).writes,
      ...writes,
    ]);
    await carryOn(out);
    await announce();
    return answer(head);
  });
};
