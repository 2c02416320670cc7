import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { keepAnswer, reviewIdOf } from '../../adapters/idempotency.ts';
import type { Person } from '../../adapters/people.ts';
import { record } from '../../adapters/reviews.ts';
import { LostCondition } from '../../adapters/table.ts';
import { Unavailable } from '../../adapters/unavailable.ts';
import { openReview } from '../../domain/commands/openings.ts';
import type { Zoned } from '../../domain/reminders/calendar-days.ts';
import { type Head, Opening } from '../../domain/review.ts';
import { announce } from '../announce.ts';
import { calendarOf } from '../calendars-at-hand.ts';
import { carryOn } from '../carry-on.ts';
import { identityOf, personUnchanged, replayOf, visibleReview } from '../http/command.ts';
import { reviewTag } from '../http/etag.ts';
import { requireReferences } from '../http/opening.ts';
import { permit } from '../http/permission.ts';
import { ReviewView, viewOf } from '../http/review-view.ts';
import { type Reply, route } from '../http/route.ts';

const opened = (head: Head, person: Person, zone: Zoned): Reply & { status: number } => ({
  status: 201,
  body: viewOf(head, person, zone),
  etag: reviewTag(head.version),
  location: `/v1/reviews/${head.id}`,
});

export const openReviewRoute = route({
  method: 'post',
  path: '/v1/reviews',
  summary: 'Open a review of one unit',
  action: 'open-review',
  wants: ['idempotency-key'],
  body: Opening,
  status: 201,
  response: ReviewView,
  handle: async (asked) => {
    const { person, body } = asked;
    const identity = identityOf(asked);
    const review = reviewIdOf(identity);
    const replay = await replayOf(review, identity);
    if (replay) return replay;
    const by = permit(person, 'open-review');
    const { opening, instrument, calendar } = await requireReferences(body);
    try {
      const event = openReview(review, opening, instrument, timestamp(), by, calendar);
      const { head, out } = await record(review, undefined, event, (after) => [
        keepAnswer(review, identity, opened(after, person, calendar)),
        ...personUnchanged(person),
      ]);
      await carryOn(out);
      await announce();
      return opened(head, person, calendar);
    } catch (error) {
      if (!(error instanceof LostCondition)) throw error;
      const copy = await replayOf(review, identity);
      if (copy) return copy;
      throw new Unavailable('try again: your registration changed meanwhile', { cause: error });
    }
  },
});

export const readReviewRoute = route({
  method: 'get',
  path: '/v1/reviews/{id}',
  summary: 'Read a review: where it stands, who holds it, what you may do',
  action: 'read-review',
  params: z.object({ id: z.string() }),
  status: 200,
  response: ReviewView,
  handle: async ({ person, params: { id } }) => {
    const head = await visibleReview(person, id);
    return { body: viewOf(head, person, await calendarOf(head)), etag: reviewTag(head.version) };
  },
});
