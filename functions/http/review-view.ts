import * as z from 'zod';
import type { Acting } from '../../domain/permissions.ts';
import { Readiness } from '../../domain/readiness.ts';
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
import { Instant } from '../../domain/text.ts';
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

/** The review as this person may see it. */
export const viewOf = (head: Head, acting: Acting): ReviewView => {
  const sight = sightOf(acting, head);
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
    state: shownState(head),
    situation: situationOf(head),
    holder: holderOf(head),
    assignments: shownAssignments(head, sight),
    allowedActions: allowedActions(acting, head),
    ...(verdict && { verdict: shownVerdict(verdict, sight) }),
  };
};
