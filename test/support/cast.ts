import {
  type Answered,
  answersTo,
  evaluator,
  openForm,
  opening,
  permanentMission,
  type SignedIn,
  signedIn,
  submit,
  until,
  verifier,
} from './client.ts';

/** Everybody who has a part in a review of Rwanda for MINUSCA, and a Permanent Mission that has none. */
export interface Cast {
  readonly desk: SignedIn;
  readonly director: SignedIn;
  readonly state: SignedIn;
  readonly drafter: SignedIn;
  readonly contingent: SignedIn;
  readonly field: SignedIn;
  readonly commander: SignedIn;
  readonly viewer: SignedIn;
  readonly stranger: SignedIn;
}

const contributor = 'RWA';
const mission = 'MINUSCA';

export const castOf = async (url: string): Promise<Cast> => ({
  desk: await signedIn(url, evaluator),
  director: await signedIn(url, { role: 'director' }),
  state: await signedIn(url, permanentMission),
  drafter: await signedIn(url, { role: 'contributor', contributor }),
  contingent: await signedIn(url, { role: 'contingent_commander', contributor }),
  field: await signedIn(url, verifier),
  commander: await signedIn(url, { role: 'commander', mission }),
  viewer: await signedIn(url, { role: 'viewer', contributor }),
  stranger: await signedIn(url, { role: 'permanent_mission', contributor: 'GHA' }),
});

/** A command on the review as it stands now. */
export const command = async (
  person: SignedIn,
  review: string,
  path: string,
  body: unknown,
): Promise<Answered> => {
  const { etag } = await person.get(`/v1/reviews/${review}`);
  return person.post(`/v1/reviews/${review}/${path}`, body, { 'if-match': etag });
};

const inSituation = (person: SignedIn, review: string, situation: string): Promise<Answered> =>
  until(
    () => person.get(`/v1/reviews/${review}`),
    ({ body }) => body.situation === situation,
  );

/** Opens a review by a version of the infantry battalion's instrument; its self-assessment waits. */
export const opened = async ({ desk }: Cast, version = 2): Promise<string> => {
  const instrument = { id: 'infantry-battalion', version };
  const { id } = (await desk.post('/v1/reviews', { ...opening, instrument })).body;
  await inSituation(desk, id, 'self_assessment');
  return id;
};

/** The review once it is closed with a verdict, as this person sees it. */
export const closedView = (person: SignedIn, review: string): Promise<Answered> =>
  until(
    () => person.get(`/v1/reviews/${review}`),
    ({ body }) => body.situation === 'closed' && body.verdict !== undefined,
  );

type Exceptions = Record<string, unknown>;

const evaluated = async ({ desk, director }: Cast, review: string, exceptions: Exceptions) => {
  const form = await openForm(desk, review, 'evaluation');
  const answers = answersTo(form.body.criteria, exceptions);
  await desk.post(
    `/v1/reviews/${review}/stages/evaluation/submission`,
    { answers, declaration: true, recommendation: 'ready' },
    { 'if-match': form.etag },
  );
  await inSituation(director, review, 'decision');
  await command(director, review, 'decisions', { decision: 'ready' });
};

/** Signs a self-assessment whose answers rest on this evidence. */
export const signedSelfAssessment = async (
  { state }: Cast,
  review: string,
  evidence: Readonly<Record<string, readonly string[]>>,
): Promise<Answered> => {
  const form = await openForm(state, review, 'self-assessment');
  const answers = Object.fromEntries(
    Object.entries(answersTo(form.body.criteria)).map(([id, answer]) => [
      id,
      { ...answer, ...(evidence[id] && { evidence: evidence[id] }) },
    ]),
  );
  return state.post(
    `/v1/reviews/${review}/stages/self-assessment/submission`,
    { answers, declaration: true },
    { 'if-match': form.etag },
  );
};

/** Answers everything up to the field's turn. */
export const upToVerification = async (
  cast: Cast,
  review: string,
  exceptions: { self?: Exceptions; evaluation?: Exceptions } = {},
): Promise<void> => {
  const { situation } = (await cast.state.get(`/v1/reviews/${review}`)).body;
  if (situation === 'self_assessment')
    await submit(cast.state, review, 'self-assessment', exceptions.self);
  await evaluated(cast, review, exceptions.evaluation ?? {});
  await openForm(cast.field, review, 'verification');
};

/** The field answers what is asked of it, and the contingent commander signs. */
export const verified = async (
  { field, contingent, desk }: Cast,
  review: string,
  exceptions: Exceptions = {},
  only?: readonly string[],
): Promise<void> => {
  const form = await openForm(field, review, 'verification');
  const asked = form.body.criteria.filter(({ id }: { id: string }) => !only || only.includes(id));
  await field.post(
    `/v1/reviews/${review}/stages/verification/submission`,
    { answers: answersTo(asked, exceptions), declaration: true },
    { 'if-match': form.etag },
  );
  await inSituation(contingent, review, 'signature');
  await command(contingent, review, 'stages/verification/signatures', { agrees: true });
  await closedView(desk, review);
};

/** A review of version 2 that is closed with a verdict; the exceptions are what the field found. */
export const closedReview = async (cast: Cast, found: Exceptions = {}): Promise<string> => {
  const review = await opened(cast);
  await upToVerification(cast, review);
  await verified(cast, review, found);
  return review;
};

const certificates = [
  'operational_preparation',
  'conduct_and_discipline',
  'human_rights_screening',
] as const;

/** What the State certifies of a rotation, valid for as long as it says. */
export const certificateOf = (kind: string, more: object = {}) => ({
  kind,
  rotation: 'Rotation 1',
  signedOn: '2026-01-10',
  signatory: 'Chief of Defence Staff',
  statement: true,
  ...more,
});

/** Everything beside the answers that version 2 wants before a verdict. */
export const completeDossier = async ({ state, desk }: Cast, review: string): Promise<void> => {
  const at = `/v1/reviews/${review}`;
  for (const kind of certificates) await state.post(`${at}/certificates`, certificateOf(kind));
  await state.post(`${at}/caveats`, { kind: 'none' });
  await desk.post(`${at}/vetting`, { when: 'on_arrival', result: 'cleared', on: '2026-01-15' });
};
