import * as z from 'zod';
import { ReturnedCriterion } from '../../domain/facts/stage-facts.ts';
import { Criterion } from '../../domain/instrument.ts';
import type { Stage } from '../../domain/stages.ts';
import { Instant } from '../../domain/text.ts';
import { Receipt } from '../../functions/http/receipt.ts';
import { ask, bodyOf } from '../commands/api-client.ts';
import type { Step } from './course.ts';
import { meetsCaveat, reportCaveat } from './decide.ts';
import { inventAnswers, inventedComment } from './invented-answers.ts';
import { holderOf } from './people.ts';
import {
  awaitSituation,
  awaitStage,
  instrumentFor,
  type PlayedReview,
  type Scene,
} from './played-review.ts';

const Form = z.object({
  dueAt: Instant.optional(),
  criteria: z.array(Criterion),
  returned: z.array(ReturnedCriterion),
});

const readForm = async ({ url, tokenOf }: Scene, { id, plan }: PlayedReview, stage: Stage) => {
  const path = `/v1/reviews/${id}/stages/${stage}`;
  const reply = await ask(url, { path, token: tokenOf(holderOf(stage, plan)) });
  const { dueAt, criteria, returned } = bodyOf(reply, Form);
  const again = new Set(returned.map(({ criterion }) => criterion));
  const asked = again.size > 0 ? criteria.filter((criterion) => again.has(criterion.id)) : criteria;
  return { asked, dueAt, etag: reply.etag };
};

type Submission = Extract<Step, { action: 'submit' }>;

/** Reads the form of a stage as its holder, answers what it asks, and signs; waits until the review has gone on. */
export const submit = async (
  scene: Scene,
  review: PlayedReview,
  { stage, round }: Submission,
  key: string,
): Promise<void> => {
  const { plan } = review;
  if (stage === 'verification' && meetsCaveat(review)) await reportCaveat(scene, review, key);
  const { asked, dueAt, etag } = await readForm(scene, review, stage);
  const reply = await ask(scene.url, {
    method: 'POST',
    path: `/v1/reviews/${review.id}/stages/${stage}/submission`,
    token: scene.tokenOf(holderOf(stage, plan)),
    key,
    match: etag,
    body: {
      answers: inventAnswers(instrumentFor(plan), plan, { stage, round }, asked),
      declaration: true,
      notes: `${inventedComment} The unit is fictional.`,
      ...(stage === 'evaluation' && { recommendation: plan.outcome }),
    },
  });
  const { seq, head, at } = bodyOf(reply, Receipt);
  review.promised.push({ seq, head });
  if (dueAt && at > dueAt) review.late = true;
  return stage === 'self-assessment'
    ? awaitStage(scene, review, 'evaluation', round)
    : awaitSituation(scene, review, stage === 'evaluation' ? 'decision' : 'signature');
};
