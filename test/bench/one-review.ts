import { getRun } from '../../adapters/runs.ts';
import { CertificateKind } from '../../domain/instrument.ts';
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
  const recommendation = stage === 'evaluation' && { recommendation: 'ready' };
  requireCreated(
    await person.post(
      `/v1/reviews/${review}/stages/${stage}/submission`,
      { answers, declaration: true, ...recommendation },
      { 'if-match': form.etag },
    ),
  );
};

const command = async (person: SignedIn, review: string, path: string, body: unknown) => {
  const { etag } = await person.get(`/v1/reviews/${review}`);
  requireCreated(await person.post(`/v1/reviews/${review}/${path}`, body, { 'if-match': etag }));
};

/** What version 2 wants beside the answers: three certificates, a word on caveats, and the vetting. */
const completeDossier = async (state: SignedIn, desk: SignedIn, review: string): Promise<void> => {
  const at = `/v1/reviews/${review}`;
  const signed = { rotation: '1', signedOn: '2026-01-10', signatory: 'Chief of Staff' };
  for (const kind of CertificateKind.options)
    requireCreated(await state.post(`${at}/certificates`, { kind, ...signed, statement: true }));
  requireCreated(await state.post(`${at}/caveats`, { kind: 'none' }));
  const vetting = { when: 'on_arrival', result: 'cleared', on: '2026-01-15' };
  requireCreated(await desk.post(`${at}/vetting`, vetting));
};

/**
 * Takes one review from opening to verdict over HTTP, without a return: one person per audience. In
 * version 2 of the instrument a director decides, and the contingent commander signs as well.
 */
export const playOneReview = async (url: string, version: 1 | 2): Promise<string> => {
  const desk = await signedIn(url, evaluator);
  const state = await signedIn(url, permanentMission);
  const field = await signedIn(url, verifier);
  const director = await signedIn(url, { role: 'director' });
  const contingent = await signedIn(url, {
    role: 'contingent_commander',
    contributor: opening.contributor,
  });
  const wanted = { ...opening, instrument: { ...opening.instrument, version } };
  const review: string = requireCreated(await desk.post('/v1/reviews', wanted)).id;
  await untilItWaits(review, 'self-assessment');
  if (version === 2) await completeDossier(state, desk, review);
  await submitPadded(state, review, 'self-assessment');
  await submitPadded(desk, review, 'evaluation');
  if (version === 2) await command(director, review, 'decisions', { decision: 'ready' });
  await submitPadded(field, review, 'verification');
  if (version === 2)
    await command(contingent, review, 'stages/verification/signatures', { agrees: true });
  await waitUntil(async () => (await desk.get(`/v1/reviews/${review}`)).body.verdict !== undefined);
  return review;
};
