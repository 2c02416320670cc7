import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import {
  correctUnit,
  extendStage,
  resumeReview,
  suspendReview,
} from '../../domain/commands/clocks.ts';
import { Unit } from '../../domain/review.ts';
import { Day, text } from '../../domain/text.ts';
import { change } from '../http/command.ts';
import { answerReceipt, changing } from '../http/receipt.ts';
import { route } from '../http/route.ts';

const Reason = z.strictObject({ reason: text(2000) });

export const extendRoute = route({
  ...changing,
  path: '/v1/reviews/{id}/extensions',
  summary: "Give the open stage until the end of a later day in the review's calendar",
  action: 'extend',
  body: Reason.extend({ dueOn: Day }),
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'extend',
      decide: (head, _, by, calendar) => extendStage(head, asked.body, timestamp(), by, calendar),
      answer: answerReceipt,
    }),
});

export const suspendRoute = route({
  ...changing,
  path: '/v1/reviews/{id}/suspension',
  summary: 'Stop the clocks of a review',
  action: 'suspend',
  body: Reason,
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'suspend',
      decide: (head, _, by) => suspendReview(head, asked.body.reason, by),
      answer: answerReceipt,
    }),
});

export const resumeRoute = route({
  ...changing,
  path: '/v1/reviews/{id}/resumption',
  summary: 'Start the clocks again; the open stage keeps the days it had left',
  action: 'resume',
  body: Reason,
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'resume',
      decide: (head, _, by, calendar) =>
        resumeReview(head, asked.body.reason, timestamp(), by, calendar),
      answer: answerReceipt,
    }),
});

export const correctRoute = route({
  ...changing,
  path: '/v1/reviews/{id}/corrections',
  summary: 'Correct name, type or strength of the unit, before the first submission',
  action: 'correct-unit',
  body: Unit.partial().extend(Reason.shape),
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'correct-unit',
      decide: (head, { unitTypes }, by) =>
        correctUnit(head, asked.body, unitTypes, asked.body.reason, by),
      answer: answerReceipt,
    }),
});
