import * as z from 'zod';
import { eventsOf } from '../../adapters/reviews.ts';
import {
  decideEvaluation,
  recallSubmission,
  signVerification,
} from '../../domain/commands/decisions.ts';
import type { Event } from '../../domain/events.ts';
import { Disagreement } from '../../domain/facts/stage-facts.ts';
import { fold } from '../../domain/fold.ts';
import { Readiness } from '../../domain/readiness.ts';
import { text } from '../../domain/text.ts';
import { change } from '../http/command.ts';
import { answerReceipt, changing } from '../http/receipt.ts';
import { route } from '../http/route.ts';

/** What the evaluator recommended in this round. */
const recommendationIn = (events: readonly Event[], round: number): Readiness | undefined => {
  const submitted = events.findLast(
    (event) =>
      event.type === 'stage-submitted' &&
      event.facts.stage === 'evaluation' &&
      event.facts.round === round,
  );
  return submitted?.type === 'stage-submitted' ? submitted.facts.recommendation : undefined;
};

/** What the self-assessment was due by when it was submitted last. */
const dueWhenSubmitted = (events: readonly Event[]): string | undefined => {
  const at = events.findLastIndex(
    ({ type, facts }) => type === 'stage-submitted' && facts.stage === 'self-assessment',
  );
  return at > 0 ? fold(events.slice(0, at)).dueAt : undefined;
};

export const decideRoute = route({
  ...changing,
  path: '/v1/reviews/{id}/decisions',
  summary: 'Decide on the recommendation of the evaluator; a "not ready" carries its reasons',
  action: 'decide',
  body: z.strictObject({ decision: Readiness, reasons: text(4000).optional() }),
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'decide',
      decide: async (head, _, by) => {
        const events = await Array.fromAsync(eventsOf(head.id));
        return decideEvaluation(head, asked.body, recommendationIn(events, head.round), by);
      },
      answer: answerReceipt,
    }),
});

export const signRoute = route({
  ...changing,
  path: '/v1/reviews/{id}/stages/verification/signatures',
  summary: 'Sign the field verification as contingent commander, with the criteria you disagree on',
  action: 'sign',
  body: z.strictObject({
    agrees: z.boolean(),
    disagreements: z.array(Disagreement).max(200).default([]),
  }),
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'sign',
      decide: (head, instrument, by) => signVerification(head, instrument, asked.body, by),
      answer: answerReceipt,
    }),
});

export const recallRoute = route({
  ...changing,
  path: '/v1/reviews/{id}/recalls',
  summary: 'Take a self-assessment back, as long as the Secretariat has not opened it',
  action: 'recall',
  body: z.strictObject({ reason: text(2000) }),
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'recall',
      decide: async (head, _, by) => {
        const events = await Array.fromAsync(eventsOf(head.id));
        return recallSubmission(head, asked.body.reason, dueWhenSubmitted(events), by);
      },
      answer: answerReceipt,
    }),
});
