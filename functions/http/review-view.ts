import * as z from 'zod';
import type { Acting } from '../../domain/permissions.ts';
import { Readiness } from '../../domain/readiness.ts';
import { dayIn, type Zoned } from '../../domain/reminders/calendar-days.ts';
import {
  Assignment,
  Basis,
  type Head,
  holderOf,
  Opening,
  Released,
  ReviewState,
  shownState,
} from '../../domain/review.ts';
import { Situation, situationOf } from '../../domain/situation.ts';
import { Stage, stages } from '../../domain/stages.ts';
import { Day, Instant } from '../../domain/text.ts';
import { allowedActions } from './allowed-actions.ts';
import { ShownVerdict, shownAssignment, shownVerdict } from './shown.ts';
import { type Sight, sightOf } from './sight.ts';

/** The head of a review on the wire: what this person may see of it, and do. */
export const ReviewView = Opening.extend({
  id: z.string(),
  version: z.int(),
  state: ReviewState,
  stage: Stage,
  round: z.int(),
  openedAt: Instant,
  dueAt: Instant.optional(),
  /** The day at whose end it is due, and the time zone in which that day ends. */
  dueOn: Day.optional(),
  timeZone: z.string().optional(),
  holder: z.enum(['contributor', 'secretariat', 'mission']).nullable(),
  assignments: z.partialRecord(Stage, Assignment),
  /** What is wanted now, more closely than the state says. */
  situation: Situation,
  suspended: Instant.optional(),
  decision: Readiness.optional(),
  released: z.array(Released).optional(),
  basis: Basis.optional(),
  verdict: ShownVerdict.optional(),
  allowedActions: z.array(z.string()),
}).meta({ id: 'Review' });
export type ReviewView = z.output<typeof ReviewView>;

/** Who a stage is given to, by stage, as far as this person may know. */
const shownAssignments = ({ assignments }: Head, sight: Sight): Head['assignments'] =>
  Object.fromEntries(
    stages.flatMap((stage) => {
      const assignment = assignments[stage];
      return assignment ? [[stage, shownAssignment(assignment, stage, sight)]] : [];
    }),
  );

/** When it is due, as an instant and as a day of the review's calendar. */
export const dueIn = ({ dueAt }: Head, zone: Zoned) =>
  dueAt && { dueAt, dueOn: dayIn(zone, dueAt), timeZone: zone.timeZone };

/** The head of a review as it is shown to whoever has this sight of it, due on a day of the zone; what they may do is another question. */
export const shownHead = (
  head: Head,
  sight: Sight,
  zone: Zoned,
): Omit<ReviewView, 'allowedActions'> => {
  const {
    phase: _p,
    answers: _a,
    scores: _s,
    returned: _r,
    out: _o,
    chain: _c,
    hands: _h,
    seen: _seen,
    recalled: _recalled,
    waiting: _w,
    expired: _e,
    verdict,
    ...shown
  } = head;
  return {
    ...shown,
    ...dueIn(head, zone),
    state: shownState(head),
    situation: situationOf(head),
    holder: holderOf(head),
    assignments: shownAssignments(head, sight),
    ...(verdict && { verdict: shownVerdict(verdict, sight) }),
  };
};

/** The review as this person may see it; due on a day of the zone. */
export const viewOf = (head: Head, acting: Acting, zone: Zoned): ReviewView => ({
  ...shownHead(head, sightOf(acting, head), zone),
  allowedActions: allowedActions(acting, head),
});
