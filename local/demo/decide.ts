import { change } from './change.ts';
import { hasCaveat } from './declare.ts';
import { inventedComment } from './invented-answers.ts';
import { contingentCommander, director, holderOf } from './people.ts';
import {
  awaitStage,
  awaitVerdict,
  instrumentFor,
  type PlayedReview,
  readReview,
  type Scene,
} from './played-review.ts';

const acceptCaveat = async (scene: Scene, review: PlayedReview, key: string): Promise<void> => {
  if (!hasCaveat(review)) return;
  await change(scene, review, director, {
    path: `caveats/${review.caveat}/decisions`,
    key: `${key}-caveat`,
    body: { decision: 'accepted', reason: `${inventedComment} It does not touch the task.` },
  });
};

/** The director decides on what the evaluator recommended, and on the caveat where there is one. */
export const decide = async (scene: Scene, review: PlayedReview, key: string): Promise<void> => {
  const { refused, outcome } = review.plan;
  await acceptCaveat(scene, review, key);
  const deployable = outcome === 'not_ready' ? 'conditional' : outcome;
  const decision = refused ? 'not_ready' : deployable;
  await change(scene, review, director, {
    path: 'decisions',
    key,
    body: { decision, reasons: `${inventedComment} Decided on the evaluation as it stands.` },
  });
  if (refused) return awaitVerdict(scene, review);
  const { view } = await readReview(scene, review.id, director);
  return awaitStage(scene, review, 'verification', view.round);
};

/** One contingent commander in five sees one criterion otherwise than the field team. */
export const sign = async (scene: Scene, review: PlayedReview, key: string): Promise<void> => {
  const { plan } = review;
  const [first] = instrumentFor(plan).criteria.filter(({ stages }) =>
    stages.includes('verification'),
  );
  const disagrees = plan.number % 5 === 0 && first !== undefined;
  const disagreements = disagrees
    ? [{ criterion: first.id, reason: `${inventedComment} The unit sees this otherwise.` }]
    : [];
  await change(scene, review, contingentCommander(plan), {
    path: 'stages/verification/signatures',
    key,
    body: { agrees: !disagrees, disagreements },
  });
  await awaitVerdict(scene, review);
};

/** Whether the field met a restriction that nobody declared: among the units that are not ready anyway. */
export const meetsCaveat = ({ plan }: PlayedReview): boolean =>
  plan.outcome === 'not_ready' && plan.number % 2 === 0;

/** Reports it while the verification is open. */
export const reportCaveat = (scene: Scene, review: PlayedReview, key: string): Promise<string> =>
  change(scene, review, holderOf('verification', review.plan), {
    path: 'caveats',
    key: `${key}-caveat`,
    body: {
      undeclared: true,
      kind: 'night',
      description: `${inventedComment} No movement after dark without an order from the capital.`,
    },
  });
