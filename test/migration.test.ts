import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getNamedAnswers } from '../adapters/answers.ts';
import { putDraft } from '../adapters/drafts.ts';
import { eventsOf, getHead } from '../adapters/reviews.ts';
import { fold } from '../domain/fold.ts';
import { castOf } from './support/cast.ts';
import { answersTo, openForm, opening, type SignedIn, submit, until } from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let director: SignedIn;
let state: SignedIn;
let field: SignedIn;

beforeAll(async () => {
  host = await startHost();
  ({ desk, director, state, field } = await castOf(host.url));
});
afterAll(() => host.close());

/** A review that is pinned to version 1. */
const opened = async (): Promise<string> => (await desk.post('/v1/reviews', opening)).body.id;

const path = (review: string) => `/v1/reviews/${review}/migrations`;
const form = (review: string, stage: string) => `/v1/reviews/${review}/stages/${stage}`;

const preview = (review: string) => desk.post(path(review), { toVersion: 2, dryRun: true });

const approve = async (person: SignedIn, review: string, digest: string) => {
  const { etag } = await person.get(`/v1/reviews/${review}`);
  return person.post(path(review), { toVersion: 2, approve: digest }, { 'if-match': etag });
};

const migrated = async (review: string) => {
  const { digest } = (await preview(review)).body;
  const answer = await approve(director, review, digest);
  expect(answer.status).toBe(201);
  return answer;
};

const lastEvent = async (review: string) => (await Array.fromAsync(eventsOf(review))).at(-1);

describe('the preview of a migration', () => {
  let review: string;
  beforeAll(async () => {
    review = await opened();
    await submit(state, review, 'self-assessment', { 'INF-A1': false });
    await openForm(desk, review, 'evaluation');
  });

  it('says what becomes of each criterion of each stage, and of the scores', async () => {
    const { status, body } = await preview(review);

    expect(status).toBe(200);
    expect(body).toMatchObject({ from: 1, to: 2, obstacles: [] });
    expect(body.criteria['self-assessment']).toHaveLength(45);
    expect(body.criteria.verification).toContainEqual({
      criterion: 'INF-B4',
      from: ['INF-B4'],
      outcome: 'kept',
    });
    // One critical "no": 44 of 45 by version 1, 64 of 66 by version 2.
    expect(body.scores).toEqual({ 'self-assessment': { before: 97.8, after: 97 } });
  });

  it('changes nothing, with or without the word that it is a dry run', async () => {
    const before = await desk.get(`/v1/reviews/${review}`);
    const [said, unsaid] = [await preview(review), await desk.post(path(review), { toVersion: 2 })];

    expect(unsaid.body).toEqual(said.body);
    expect((await desk.get(`/v1/reviews/${review}`)).body).toEqual(before.body);
    expect(before.body.instrument.version).toBe(1);
  });

  it('is for the Secretariat, for later versions that there are, and never an approval as well', async () => {
    const digest = 'A'.repeat(43);
    const both = { toVersion: 2, dryRun: true, approve: digest };

    expect((await state.post(path(review), { toVersion: 2 })).status).toBe(403);
    expect((await desk.post(path(review), { toVersion: 9 })).status).toBe(422);
    expect((await desk.post(path(review), { toVersion: 1 })).status).toBe(409);
    expect((await desk.post(path(review), both)).status).toBe(422);
  });
});

describe('a migration', () => {
  it('is approved by a director, and by nobody else', async () => {
    const review = await opened();
    await openForm(state, review, 'self-assessment');
    const { digest } = (await preview(review)).body;

    expect((await approve(desk, review, digest)).status).toBe(403);
    expect((await approve(director, review, 'A'.repeat(43))).status).toBe(412);
    expect((await approve(director, review, digest)).status).toBe(201);
    expect((await preview(review)).status).toBe(409);
  });

  it('keeps the draft of the open form, and lets it be submitted', async () => {
    const review = await opened();
    const empty = await openForm(state, review, 'self-assessment');
    const answers = { 'INF-A1': { value: true, comment: 'Declared in writing' } };
    const draft = await state.put(
      `${form(review, 'self-assessment')}/answers`,
      { answers },
      empty.etag,
    );
    await migrated(review);

    const { body, etag } = await state.get(form(review, 'self-assessment'));
    expect(body.answers).toEqual(answers);
    expect(etag).not.toBe(draft.etag);
    expect(body.criteria[0]).toMatchObject({ id: 'INF-A1', weight: 2 });
    const stale = await state.put(
      `${form(review, 'self-assessment')}/answers`,
      { answers },
      draft.etag,
    );
    expect(stale.status).toBe(412);
    expect((await submit(state, review, 'self-assessment')).status).toBe(201);
  });

  it('is noticed by whoever saves a form of the version before, draft or no draft', async () => {
    const review = await opened();
    await openForm(state, review, 'self-assessment');
    const seen = await getHead(review);
    await migrated(review);

    const late = seen && putDraft(seen, { revision: 1, answers: {}, ready: [], remarks: [] }, []);

    await expect(late).rejects.toMatchObject({ lost: ['head'] });
  });

  it('keeps what was submitted beside what it became, and scores it by the new version', async () => {
    const review = await opened();
    await submit(state, review, 'self-assessment', { 'INF-A1': false });
    await openForm(desk, review, 'evaluation');
    const before = await getHead(review);
    await migrated(review);

    const after = await getHead(review);
    expect(after).toMatchObject({
      instrument: { id: 'infantry-battalion', version: 2 },
      scores: { 'self-assessment': 97 },
      phase: 'open',
      stage: 'evaluation',
    });
    expect(fold(await Array.fromAsync(eventsOf(review)))).toEqual(after);
    expect(await lastEvent(review)).toMatchObject({
      type: 'instrument-migrated',
      by: { role: 'director' },
      facts: { from: 1, to: 2, scores: { 'self-assessment': { scoring: 2 } } },
    });
    const submitted = before?.answers['self-assessment'] ?? '';
    expect(await getNamedAnswers(review, 'self-assessment', submitted)).toMatchObject({
      'INF-A1': { value: false },
    });
    const { answers } = (await state.get(form(review, 'self-assessment'))).body;
    expect(answers['INF-A1']).toEqual({ value: false });
  });

  it('goes on by the rules of the new version: a director decides', async () => {
    const review = await opened();
    await submit(state, review, 'self-assessment');
    const { etag, body } = await openForm(desk, review, 'evaluation');
    await migrated(review);
    const signed = await desk.post(
      `${form(review, 'evaluation')}/submission`,
      { answers: answersTo(body.criteria), declaration: true, recommendation: 'ready' },
      { 'if-match': etag },
    );

    expect(signed.status).toBe(201);
    expect((await desk.get(`/v1/reviews/${review}`)).body.situation).toBe('decision');
  });

  it('leaves open what was sent back, and sealed what was not', async () => {
    const review = await opened();
    await submit(state, review, 'self-assessment');
    await openForm(desk, review, 'evaluation');
    const { etag } = await desk.get(`/v1/reviews/${review}`);
    const criteria = [{ criterion: 'INF-A2', reason: 'Unclear', wanted: 'The order' }];
    await desk.post(`/v1/reviews/${review}/returns`, { criteria }, { 'if-match': etag });
    await openForm(state, review, 'self-assessment');
    await migrated(review);

    const { body, etag: tag } = await state.get(form(review, 'self-assessment'));
    const save = (answers: object) =>
      state.put(`${form(review, 'self-assessment')}/answers`, { answers }, tag);

    expect(body.returned).toEqual(criteria);
    expect((await save({ 'INF-A1': { value: true } })).status).toBe(409);
    expect((await save({ 'INF-A2': { value: 'NI' } })).status).toBe(200);
    expect((await submit(state, review, 'self-assessment')).status).toBe(201);
  });

  it('is refused once a review has ended', async () => {
    const review = await opened();
    await openForm(state, review, 'self-assessment');
    const { etag } = await desk.get(`/v1/reviews/${review}`);
    await desk.post(
      `/v1/reviews/${review}/withdrawal`,
      { reason: 'The unit is not offered any more.' },
      { 'if-match': etag },
    );
    await until(
      () => desk.get(`/v1/reviews/${review}`),
      ({ body }) => body.state === 'withdrawn',
    );

    const { status, body } = await preview(review);

    expect(status).toBe(409);
    expect(body.detail).toContain('withdrawn');
  });

  it('shows the contributor its own score, and the mission none that is not its own', async () => {
    const review = await opened();
    await submit(state, review, 'self-assessment');
    await openForm(desk, review, 'evaluation');
    await migrated(review);

    const factsFor = async (person: SignedIn) =>
      (await person.get(`/v1/reviews/${review}/events?limit=100`)).body.items.at(-1).facts;

    expect(Object.keys((await factsFor(state)).scores)).toEqual(['self-assessment']);
    expect((await factsFor(field)).scores).toEqual({});
    expect(await factsFor(field)).not.toHaveProperty('answers');
  });
});
