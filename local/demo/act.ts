import { ReviewView } from '../../functions/http/review-view.ts';
import { ask, bodyOf } from '../commands/api-client.ts';
import { change, dayOf } from './change.ts';
import type { Step } from './course.ts';
import { decide, sign } from './decide.ts';
import { declare, vetOnArrival } from './declare.ts';
import { inventedComment, inventReturn } from './invented-answers.ts';
import { director, holderOf } from './people.ts';
import { planAhead } from './plan-ahead.ts';
import { awaitStage, instrumentFor, type PlayedReview, type Scene } from './played-review.ts';
import { submit } from './submit-stage.ts';

const open = async (scene: Scene, review: PlayedReview, key: string): Promise<void> => {
  const { contributor, mission, unitName, unitType, strength, deployment } = review.plan;
  const { id, version } = instrumentFor(review.plan);
  const reply = await ask(scene.url, {
    method: 'POST',
    path: '/v1/reviews',
    token: scene.tokenOf(director),
    key,
    body: {
      contributor,
      mission,
      unit: { name: unitName, type: unitType, strength },
      instrument: { id, version },
      plannedDeployment: dayOf(scene.clock.instantOf(deployment)),
    },
  });
  review.id = bodyOf(reply, ReviewView).id;
  await awaitStage(scene, review, 'self-assessment', 1);
};

const sendBack = async (scene: Scene, review: PlayedReview, round: number, key: string) => {
  const { plan } = review;
  const criteria = inventReturn(instrumentFor(plan), plan, round);
  const evaluator = holderOf('evaluation', plan);
  await change(scene, review, evaluator, { path: 'returns', key, body: { criteria } });
  review.returned = true;
  await awaitStage(scene, review, 'self-assessment', round + 1);
};

const arrive = async (scene: Scene, review: PlayedReview, day: number, key: string) => {
  const arrival = dayOf(scene.clock.instantOf(day));
  const body = { arrival, reason: `${inventedComment} The unit has arrived.` };
  await change(scene, review, director, { path: 'anchors', key, body });
  await vetOnArrival(scene, review, dayOf(scene.clock.now()), `${key}-vetting`);
};

/** Does one step over HTTP, as the person concerned, and waits until the review has gone on. Throws an Error that says why it has not. */
export const act = (scene: Scene, review: PlayedReview, step: Step): Promise<void> => {
  const key = `${scene.run}-${review.plan.number}-${step.day}`;
  switch (step.action) {
    case 'open':
      return open(scene, review, key);
    case 'submit':
      return submit(scene, review, step, key);
    case 'return':
      return sendBack(scene, review, step.round, key);
    case 'declare':
      return declare(scene, review, key);
    case 'decide':
      return decide(scene, review, key);
    case 'arrive':
      return arrive(scene, review, step.day, key);
    case 'sign':
      return sign(scene, review, key);
    case 'plan':
      return planAhead(scene, review, key);
  }
};
