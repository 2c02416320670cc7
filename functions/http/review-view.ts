import * as z from 'zod';
import { type Action, type Asker, allowingRule, readableVoices } from '../../domain/permissions.ts';
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
import { Stage, voiceNames } from '../../domain/stages.ts';
import { Instant } from '../../domain/text.ts';
import { Verdict } from '../../domain/verdict.ts';

export const ShownVerdict = Verdict.extend({ scores: Verdict.shape.scores.partial() });

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

/** A verdict with the stage scores that are this person's to read. */
export const shownVerdict = (
  { scores, ...verdict }: Verdict,
  actor: Asker,
): z.output<typeof ShownVerdict> => ({
  ...verdict,
  scores: Object.fromEntries(
    readableVoices(actor).map((stage) => [voiceNames[stage], scores[voiceNames[stage]]]),
  ),
});

const whenOpen: readonly Action[] = ['save-draft', 'submit'];
const whileRunning: readonly Action[] = ['assign', 'move-anchors', 'withdraw'];

/** What this person may do to the review as it stands now. */
const allowedActions = (head: Head, actor: Asker): string[] => {
  const may = (action: Action) => allowingRule(actor, action, head, head.stage) !== undefined;
  const open = head.phase === 'open';
  const running = head.phase !== 'closing' && head.phase !== 'rest';
  return [
    ...whenOpen.filter((action) => open && may(action)),
    ...(['return'] as const).filter((action) => open && head.stage === 'evaluation' && may(action)),
    ...whileRunning.filter((action) => running && may(action)),
    ...(['read-ledger', 'read-events'] as const).filter(may),
  ];
};

export const viewOf = (head: Head, actor: Asker): ReviewView => {
  const {
    phase: _p,
    answers: _a,
    scores: _s,
    returned: _r,
    out: _o,
    chain: _c,
    hands: _h,
    seen: _seen,
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
    allowedActions: allowedActions(head, actor),
    ...(verdict && { verdict: shownVerdict(verdict, actor) }),
  };
};
