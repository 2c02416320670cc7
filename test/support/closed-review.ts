import {
  evaluator,
  openForm,
  opening,
  permanentMission,
  signedIn,
  submit,
  until,
  verifier,
} from './client.ts';

/** A review that went from opening to verdict over HTTP, with the receipt of its first submission; another is left open. */
export const closedReview = async (url: string): Promise<{ review: string; receipt: object }> => {
  const desk = await signedIn(url, evaluator);
  const state = await signedIn(url, permanentMission);
  const review = (await desk.post('/v1/reviews', opening)).body.id;
  const other = (await desk.post('/v1/reviews', opening)).body.id;
  await openForm(state, other, 'self-assessment');
  const receipt = (await submit(state, review, 'self-assessment')).body;
  await submit(desk, review, 'evaluation');
  await submit(await signedIn(url, verifier), review, 'verification');
  await until(
    () => desk.get(`/v1/reviews/${review}`),
    ({ body }) => body.state === 'closed',
  );
  return { review, receipt };
};
