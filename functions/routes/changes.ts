import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { getPerson } from '../../adapters/people.ts';
import { moveAnchors } from '../../domain/commands/anchors.ts';
import { returnCriteria } from '../../domain/commands/returns.ts';
import { requireRunning, withdrawReview } from '../../domain/commands/withdrawals.ts';
import { ReturnedCriterion } from '../../domain/facts/stage-facts.ts';
import { Refusal } from '../../domain/refusal.ts';
import { Assignment, type Head } from '../../domain/review.ts';
import { Stage } from '../../domain/stages.ts';
import { Day, text } from '../../domain/text.ts';
import { change } from '../http/command.ts';
import { couldSubmit } from '../http/permission.ts';
import { answerReceipt, changing } from '../http/receipt.ts';
import { route } from '../http/route.ts';

export const returnRoute = route({
  ...changing,
  path: '/v1/reviews/{id}/returns',
  summary: 'Send named criteria back to the contributor, each with a reason and what is wanted',
  action: 'return',
  body: z.strictObject({ criteria: z.array(ReturnedCriterion).min(1).max(200) }),
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'return',
      decide: (head, instrument, by) => returnCriteria(head, instrument, asked.body.criteria, by),
      answer: answerReceipt,
    }),
});

/** Refuses a person who is unknown, or who could not submit this stage of this review. */
const requireAssignable = async (
  head: Head,
  { person, stage }: { person?: string | undefined; stage: Stage },
): Promise<void> => {
  if (!person) return;
  const found = await getPerson(person);
  if (found && !found.erased && couldSubmit(found, head, stage)) return;
  const detail = 'This person is not registered, or may not submit this stage of this review.';
  throw new Refusal('unknown_reference', 'Nobody can be assigned like this.', [
    { pointer: '/person', code: 'unknown_reference', detail },
  ]);
};

export const assignRoute = route({
  ...changing,
  path: '/v1/reviews/{id}/assignments',
  summary: 'Give a stage to a person or a team',
  action: 'assign',
  body: z
    .strictObject({ stage: Stage, ...Assignment.shape })
    .refine(({ person, team }) => (person === undefined) !== (team === undefined), {
      error: 'name either a person or a team',
      path: ['person'],
    }),
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'assign',
      stage: asked.body.stage,
      decide: async (head, _, by) => {
        requireRunning(head);
        await requireAssignable(head, asked.body);
        return { type: 'stage-assigned', by, facts: asked.body };
      },
      answer: answerReceipt,
    }),
});

export const anchorsRoute = route({
  ...changing,
  path: '/v1/reviews/{id}/anchors',
  summary: 'Move the planned deployment or the arrival; due dates that hang on it move along',
  action: 'move-anchors',
  body: z
    .strictObject({
      plannedDeployment: Day.optional(),
      arrival: Day.optional(),
      reason: text(2000),
    })
    .refine(({ plannedDeployment, arrival }) => plannedDeployment ?? arrival, {
      error: 'name the anchor that moves: plannedDeployment or arrival',
      path: ['plannedDeployment'],
    }),
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'move-anchors',
      decide: (head, instrument, by, calendar) =>
        moveAnchors(head, instrument, asked.body, timestamp(), by, calendar),
      answer: answerReceipt,
    }),
});

export const withdrawRoute = route({
  ...changing,
  path: '/v1/reviews/{id}/withdrawal',
  summary: 'Withdraw a review, with a reason',
  action: 'withdraw',
  body: z.strictObject({ reason: text(2000) }),
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'withdraw',
      decide: (head, _, by) => withdrawReview(head, asked.body.reason, by),
      answer: answerReceipt,
    }),
});
