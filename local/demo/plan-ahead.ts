import { change, dayOf } from './change.ts';
import { between } from './draw.ts';
import { inventedComment } from './invented-answers.ts';
import { director, holderOf } from './people.ts';
import { type PlayedReview, readReview, type Scene } from './played-review.ts';

/** Opens a finding for what limits the verdict, with an owner and a day; some are done at once. */
export const planAhead = async (scene: Scene, review: PlayedReview, key: string): Promise<void> => {
  const { plan } = review;
  const { view } = await readReview(scene, review.id, director);
  const state = holderOf('self-assessment', plan);
  for (const [place, criterion] of (view.verdict?.limitedBy ?? []).slice(0, 3).entries()) {
    // The last is for the mission, which reports on it itself.
    const owner = place === 2 ? 'mission' : 'contributor';
    const within = between(20, 90, plan.number, criterion, 'finding');
    const finding = await change(scene, review, director, {
      path: 'findings',
      key: `${key}-${criterion}`,
      body: {
        criterion,
        action: `${inventedComment} Put right what the field found.`,
        owner,
        dueOn: dayOf(scene.clock.now() + within * 86_400_000),
      },
    });
    const isDone = owner === 'contributor' && between(0, 2, plan.number, criterion, 'done') === 0;
    if (isDone)
      await change(scene, review, state, {
        path: `findings/${finding}/updates`,
        key: `${key}-${criterion}-done`,
        body: { status: 'done', note: inventedComment },
      });
  }
};
