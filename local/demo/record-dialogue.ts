import { DialogueReceipt } from '../../functions/http/dialogue-command.ts';
import { ask, bodyOf } from '../commands/api-client.ts';
import type { Wanted } from '../commands/demonstration-token.ts';
import {
  inventedBriefing,
  inventedCommitment,
  inventedConsultation,
  inventedExpectations,
  inventedNewerThreat,
  inventedThreat,
} from './invented-dialogue.ts';
import { director, holderOf } from './people.ts';
import type { PlayedReview, Scene } from './played-review.ts';

const day = 86_400_000;

/** Records one thing as somebody, and answers with its id. Throws an Error that says what was refused. */
const recorder = ({ url, tokenOf, run }: Scene) => {
  let done = 0;
  const put = async (kind: string, body: unknown, person: Wanted = director): Promise<string> => {
    done += 1;
    const reply = await ask(url, {
      method: 'POST',
      path: `/v1/dialogue/${kind}`,
      token: tokenOf(person),
      key: `${run}-dialogue-${done}`,
      body,
    });
    return bodyOf(reply, DialogueReceipt).id;
  };
  return { put, count: () => done };
};

/**
 * Records an invented dialogue on the mission of the first review that is still open, and answers
 * with the number of its records.
 */
export const recordDialogue = async (
  scene: Scene,
  reviews: readonly PlayedReview[],
): Promise<number> => {
  const open = reviews.filter(({ stuck }) => !stuck);
  const review = open.find(({ plan }) => plan.rest) ?? open[0];
  if (!review) return 0;
  const { mission, contributor } = review.plan;
  const end = scene.clock.now();
  const dayBefore = (days: number) => new Date(end - days * day).toISOString().slice(0, 10);
  const about = { mission, contributor, review: review.id, dayBefore };
  const { put, count } = recorder(scene);
  const meetings = [
    await put('briefings', inventedBriefing(about)),
    await put('consultations', inventedConsultation(about)),
  ];
  for (const expectation of inventedExpectations(about, meetings))
    await put('expectations', expectation);
  await put('commitments', inventedCommitment(about), holderOf('self-assessment', review.plan));
  const older = await put('threats', inventedThreat(about));
  await put('threats', inventedNewerThreat(about, older));
  return count();
};
