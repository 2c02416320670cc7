import { getHead } from '../../adapters/reviews.ts';
import type { Answers } from '../../domain/answers.ts';
import { contributors } from '../../domain/reference/contributors.ts';
import type { Head } from '../../domain/review.ts';
import {
  evaluator,
  openForm,
  opening,
  permanentMission,
  signedIn,
  tokenFor,
} from '../support/client.ts';
import { requireCreated, untilItWaits } from './one-review.ts';
import { paddedAnswers } from './padded-answers.ts';
import type { Submission } from './submitting-clients.ts';

/** A self-assessment that is open, filled and not yet submitted. */
export interface Ready {
  readonly head: Head;
  readonly answers: Answers;
  readonly submission: Submission;
}

const stage = 'self-assessment';

/** Opens reviews of one contributor, each waiting for its self-assessment, with 14 KB of answers at hand. */
const openSome = async (url: string, contributor: string, count: number): Promise<Ready[]> => {
  const person = { ...permanentMission, contributor };
  const authorization = `Bearer ${await tokenFor(url, person)}`;
  const state = await signedIn(url, person);
  const desk = await signedIn(url, evaluator);
  const ready: Ready[] = [];
  for (let opened = 0; opened < count; opened += 1) {
    const answer = await desk.post('/v1/reviews', { ...opening, contributor });
    const review: string = requireCreated(answer).id;
    await untilItWaits(review, stage);
    const form = await openForm(state, review, stage);
    const head = await getHead(review);
    if (!head) throw new Error(`review ${review} is gone`);
    const answers = paddedAnswers(form.body.criteria, { review, stage });
    const submission = {
      url: `${url}/v1/reviews/${review}/stages/${stage}/submission`,
      headers: {
        authorization,
        'content-type': 'application/json',
        'idempotency-key': review,
        'if-match': form.etag,
      },
      body: JSON.stringify({ answers, declaration: true }),
    };
    ready.push({ head, answers, submission });
  }
  return ready;
};

/** For each of so many clients, each the voice of another contributor, so many forms ready to submit. */
export const openReviews = (url: string, clients: number, each: number): Promise<Ready[][]> =>
  Promise.all(contributors.slice(0, clients).map(({ iso3 }) => openSome(url, iso3, each)));
