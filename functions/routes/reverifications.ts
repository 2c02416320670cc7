import * as z from 'zod';
import { copyAnswers } from '../../adapters/answers.ts';
import { timestamp } from '../../adapters/clock.ts';
import { findingsOf } from '../../domain/dossier/findings.ts';
import { recordId } from '../../domain/facts/dossier-facts.ts';
import {
  courseOf,
  openReverification,
  reopenedCriteria,
  requireNotRunning,
  requireVerified,
} from '../../domain/successors.ts';
import { Day } from '../../domain/text.ts';
import { ReviewView } from '../http/review-view.ts';
import { route } from '../http/route.ts';
import { openSuccessor } from '../http/successors.ts';

const Reverification = z
  .strictObject({
    findings: z.array(recordId).min(1).max(200).optional(),
    criteria: z.array(z.string().max(12)).min(1).max(200).optional(),
    plannedDeployment: Day.optional(),
    arrival: Day.optional(),
  })
  .refine(({ findings, criteria }) => findings ?? criteria, {
    error: 'name the findings or the criteria that are verified again',
    path: ['findings'],
  });

export const reverifyRoute = route({
  method: 'post',
  path: '/v1/reviews/{id}/reverifications',
  summary:
    'Have the field verify some findings or criteria again, in a review of their own; all other answers stand',
  action: 'verify-finding',
  wants: ['idempotency-key'],
  params: z.object({ id: z.string() }),
  body: Reverification,
  status: 201,
  response: ReviewView,
  handle: (asked) =>
    openSuccessor(asked, asked.params.id, {
      action: 'verify-finding',
      kind: 'reverification',
      open: async ({ review, parent, instrument, calendar, events, successors, by }) => {
        requireVerified(parent);
        const criteria = reopenedCriteria(instrument, asked.body, findingsOf(events));
        requireNotRunning(successors, criteria);
        await copyAnswers(parent, review);
        const { plannedDeployment = parent.plannedDeployment, arrival = parent.arrival } =
          asked.body;
        const when = { plannedDeployment, ...(arrival && { arrival }) };
        const opening = openReverification(
          review,
          parent,
          instrument,
          { ...when, ...courseOf(parent), criteria },
          timestamp(),
          by,
          calendar,
        );
        return { opening, criteria };
      },
    }),
});
