import { getRun } from '../../adapters/runs.ts';
import type { Stage } from '../../domain/stages.ts';
import {
  type Answered,
  evaluator,
  openForm,
  opening,
  permanentMission,
  type SignedIn,
  signedIn,
  verifier,
} from '../support/client.ts';
import { paddedAnswers } from './padded-answers.ts';
import { waitUntil } from './wait-until.ts';

/** People are slower than the machine: nobody submits before the execution waits for that stage. */
export const untilItWaits = (review: string, stage: Stage) =>
  waitUntil(async () => {
    const run = await getRun(review);
    return run?.token !== undefined && run.stage === stage;
  });

/** What was created, or an error that says why not. */
export const requireCreated = ({ status, body }: Answered): Answered['body'] => {
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};

const submitPadded = async (person: SignedIn, review: string, stage: Stage): Promise<void> => {
  await untilItWaits(review, stage);
  const form = await openForm(person, review, stage);
  const answers = paddedAnswers(form.body.criteria, { review, stage });
  requireCreated(
    await person.post(
      `/v1/reviews/${review}/stages/${stage}/submission`,
      { answers, declaration: true },
      { 'if-match': form.etag },
    ),
  );
};

/** Takes one review from opening to verdict over HTTP, without a return: one person per audience. */
export const playOneReview = async (url: string): Promise<string> => {
  const desk = await signedIn(url, evaluator);
  const state = await signedIn(url, permanentMission);
  const field = await signedIn(url, verifier);
  const review: string = requireCreated(await desk.post('/v1/reviews', opening)).id;
  await submitPadded(state, review, 'self-assessment');
  await submitPadded(desk, review, 'evaluation');
  await submitPadded(field, review, 'verification');
  await waitUntil(async () => (await desk.get(`/v1/reviews/${review}`)).body.verdict !== undefined);
  return review;
};
