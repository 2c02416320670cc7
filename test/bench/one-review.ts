import { getRun } from '../../adapters/runs.ts';
import type { Stage } from '../../domain/stages.ts';
import {
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

/** People are slower than the machine: nobody submits before the execution waits for it. */
const untilItWaits = (review: string, stage: Stage) =>
  waitUntil(async () => {
    const run = await getRun(review);
    return run?.token !== undefined && run.stage === stage;
  });

const submitPadded = async (person: SignedIn, review: string, stage: Stage): Promise<void> => {
  await untilItWaits(review, stage);
  const form = await openForm(person, review, stage);
  const answers = paddedAnswers(form.body.criteria, { review, stage });
  const { status, body } = await person.post(
    `/v1/reviews/${review}/stages/${stage}/submission`,
    { answers, declaration: true },
    { 'if-match': form.etag },
  );
  if (status !== 201) throw new Error(`${stage}: ${status} ${JSON.stringify(body)}`);
};

/** Takes one review from opening to verdict over HTTP, without a return: one person per audience. */
export const playOneReview = async (url: string): Promise<string> => {
  const desk = await signedIn(url, evaluator);
  const state = await signedIn(url, permanentMission);
  const field = await signedIn(url, verifier);
  const review: string = (await desk.post('/v1/reviews', opening)).body.id;
  await submitPadded(state, review, 'self-assessment');
  await submitPadded(desk, review, 'evaluation');
  await submitPadded(field, review, 'verification');
  await waitUntil(async () => (await desk.get(`/v1/reviews/${review}`)).body.verdict !== undefined);
  return review;
};
