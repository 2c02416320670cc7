import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answered,
  evaluator,
  openForm,
  opening,
  permanentMission,
  type SignedIn,
  signedIn,
  submit,
  until,
  verifier,
} from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let director: SignedIn;
let state: SignedIn;
let field: SignedIn;
let contingent: SignedIn;

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, evaluator);
  director = await signedIn(host.url, { role: 'director' });
  state = await signedIn(host.url, permanentMission);
  field = await signedIn(host.url, verifier);
  contingent = await signedIn(host.url, { role: 'contingent_commander', contributor: 'RWA' });
});
afterAll(() => host.close());

const version2 = { ...opening, instrument: { id: 'infantry-battalion', version: 2 } };

const opened = async (): Promise<string> => (await desk.post('/v1/reviews', version2)).body.id;

/** A command on the review as it stands now. */
const command = async (person: SignedIn, review: string, path: string, body: unknown) => {
  const { etag } = await person.get(`/v1/reviews/${review}`);
  return person.post(`/v1/reviews/${review}/${path}`, body, { 'if-match': etag });
};

const inSituation = (review: string, situation: string): Promise<Answered> =>
  until(
    () => desk.get(`/v1/reviews/${review}`),
    ({ body }) => body.situation === situation,
  );

/** Signs the evaluation with a recommendation. */
const recommend = async (review: string, recommendation: string): Promise<Answered> => {
  const form = await openForm(desk, review, 'evaluation');
  const { answersTo } = await import('./support/client.ts');
  return desk.post(
    `/v1/reviews/${review}/stages/evaluation/submission`,
    { answers: answersTo(form.body.criteria), declaration: true, recommendation },
    { 'if-match': form.etag },
  );
};

const recommended = async (recommendation: string): Promise<string> => {
  const review = await opened();
  await submit(state, review, 'self-assessment');
  expect((await recommend(review, recommendation)).status).toBe(201);
  return review;
};

describe('a recommendation and a decision', () => {
  it('are two acts: the evaluation waits for the director, who is told', async () => {
    const review = await recommended('ready');

    const head = await desk.get(`/v1/reviews/${review}`);
    const decided = await command(director, review, 'decisions', { decision: 'ready' });

    expect(head.body).toMatchObject({ state: 'evaluation', situation: 'decision' });
    expect(decided.status).toBe(201);
    expect((await inSituation(review, 'verification')).body.decision).toBe('ready');
  });

  it('need a recommendation to decide on', async () => {
    const review = await opened();
    await submit(state, review, 'self-assessment');
    const missing = await submit(desk, review, 'evaluation');

    expect(missing.status).toBe(422);
    expect(missing.body.errors).toEqual([
      expect.objectContaining({ pointer: '/recommendation', code: 'missing' }),
    ]);
  });

  it('carry reasons when the answer is no, or not what was recommended', async () => {
    const review = await recommended('ready');

    const refused = await command(director, review, 'decisions', { decision: 'not_ready' });
    const departing = await command(director, review, 'decisions', { decision: 'conditional' });

    for (const { status, body } of [refused, departing]) {
      expect(status).toBe(422);
      expect(body.errors).toEqual([expect.objectContaining({ pointer: '/reasons' })]);
    }
  });

  it('end the review without a field voice when the answer is no', async () => {
    const review = await recommended('not_ready');
    await command(director, review, 'decisions', {
      decision: 'not_ready',
      reasons: 'The unit has no medical facility.',
    });

    const { body } = await inSituation(review, 'closed');
    const head = await until(
      () => desk.get(`/v1/reviews/${review}`),
      (answered) => answered.body.verdict !== undefined,
    );

    expect(body.state).toMatch(/evaluation|closed/);
    expect(head.body).toMatchObject({ state: 'closed', decision: 'not_ready' });
    expect(head.body.verdict).toMatchObject({ rating: 'not_ready', decision: 'not_ready' });
    expect(head.body.verdict.scores.verification).toBeUndefined();
  });
});

const verified = async (): Promise<string> => {
  const review = await recommended('ready');
  await command(director, review, 'decisions', { decision: 'ready' });
  await submit(field, review, 'verification', { 'INF-I2': 'NI' });
  return review;
};

describe('a field verification', () => {
  it('is signed twice, with the disagreement per criterion on record', async () => {
    const review = await verified();
    const disagreements = [{ criterion: 'INF-I2', reason: 'The drill was within the time.' }];

    const before = await desk.get(`/v1/reviews/${review}`);
    const signed = await command(contingent, review, 'stages/verification/signatures', {
      agrees: false,
      disagreements,
    });
    await inSituation(review, 'closed');
    const events = await desk.get(`/v1/reviews/${review}/events?limit=100`);
    const ledger = await desk.get(`/v1/reviews/${review}/ledger`);
    const drill = ledger.body.criteria.find(
      ({ criterion }: { criterion: string }) => criterion === 'INF-I2',
    );

    expect(drill.verification).toMatchObject({
      by: 'verifier',
      person: 'demo-verifier-minusca',
      disagreement: 'The drill was within the time.',
    });
    expect(before.body).toMatchObject({ situation: 'signature', holder: 'contributor' });
    expect(signed.status).toBe(201);
    expect(events.body.items).toContainEqual(
      expect.objectContaining({
        type: 'verification-signed',
        facts: { stage: 'verification', round: 1, agrees: false, disagreements },
      }),
    );
  });

  it('is read by the contingent commander while it waits for their signature, and by nobody else of the State', async () => {
    const review = await recommended('ready');
    await command(director, review, 'decisions', { decision: 'ready' });
    await inSituation(review, 'verification');
    const form = `/v1/reviews/${review}/stages/verification`;
    const found = async (person: SignedIn) =>
      (await person.get(`/v1/reviews/${review}/ledger`)).body.criteria.some(
        ({ verification }: { verification?: unknown }) => verification !== undefined,
      );
    const early = await contingent.get(form);
    await submit(field, review, 'verification', { 'INF-I2': 'NI' });

    const toSign = await contingent.get(form);
    const shown = [await found(contingent), await found(state)];
    await command(contingent, review, 'stages/verification/signatures', { agrees: true });
    await inSituation(review, 'closed');
    const late = await contingent.get(form);

    expect([early.status, toSign.status, late.status]).toEqual([409, 200, 409]);
    expect(toSign.body.answers['INF-I2'].value).toBe('NI');
    expect(shown).toEqual([true, false]);
  });

  it('takes no signature that contradicts itself or names what was not asked', async () => {
    const review = await verified();
    const sign = (body: unknown) =>
      command(contingent, review, 'stages/verification/signatures', body);

    const nothing = await sign({ agrees: false });
    const both = await sign({
      agrees: true,
      disagreements: [{ criterion: 'INF-I2', reason: 'x1' }],
    });
    const unknown = await sign({
      agrees: false,
      disagreements: [{ criterion: 'INF-Z9', reason: 'why' }],
    });

    expect([nothing.status, both.status, unknown.status]).toEqual([422, 422, 422]);
    expect(unknown.body.errors[0].pointer).toBe('/disagreements/0/criterion');
  });

  it('goes on without the second signature once its days are over, and the record says so', async () => {
    const review = await verified();
    host.clock.forward(9 * 86_400_000);
    await host.runReminders();

    await inSituation(review, 'closed');
    const events = await desk.get(`/v1/reviews/${review}/events?limit=100`);

    expect(events.body.items.map(({ type }: { type: string }) => type)).toContain(
      'signature-missed',
    );
  });
});

describe('a submission', () => {
  it('can be recalled until the Secretariat has opened it', async () => {
    const review = await opened();
    const { dueAt } = (await openForm(state, review, 'self-assessment')).body;
    await submit(state, review, 'self-assessment');
    await until(
      () => state.get(`/v1/reviews/${review}`),
      ({ body }) => body.situation === 'evaluation',
    );

    const recalled = await command(state, review, 'recalls', { reason: 'wrong annex' });
    const again = await openForm(state, review, 'self-assessment');

    expect(recalled.status).toBe(201);
    expect(again.body).toMatchObject({ round: 2, returned: [], dueAt });
  });

  it('stays once the Secretariat has opened it', async () => {
    const review = await opened();
    await submit(state, review, 'self-assessment');
    await openForm(desk, review, 'evaluation');

    const refused = await command(state, review, 'recalls', { reason: 'wrong annex' });

    expect(refused.status).toBe(409);
    expect(refused.body.detail).toMatch(/opened the submission/);
  });
});
