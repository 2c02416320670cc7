import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problems } from '../functions/http/problem.ts';
import { castOf } from './support/cast.ts';
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
} from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let state: SignedIn;
let stranger: SignedIn;
let review: string;
let form: Answered;

beforeAll(async () => {
  host = await startHost();
  ({ desk, state, stranger } = await castOf(host.url));
  review = (await desk.post('/v1/reviews', opening)).body.id;
  form = await openForm(state, review, 'self-assessment');
});
afterAll(() => host.close());

const at = (rest: string) => `/v1/reviews/${review}${rest}`;
const submission = () => at('/stages/self-assessment/submission');

/** Each problem has the same frame, says what to do, and shows nothing of the inside. */
const expectProblem = (answered: Answered, code: keyof typeof problems, pointer?: string) => {
  expect(answered.headers.get('content-type')).toBe('application/problem+json');
  expect(answered.body).toMatchObject({
    type: `/docs/problems#${code}`,
    title: expect.any(String),
    status: problems[code][0],
    detail: expect.any(String),
    instance: expect.any(String),
    traceId: expect.any(String),
  });
  expect(answered.status).toBe(problems[code][0]);
  expect(JSON.stringify(answered.body)).not.toMatch(/\.ts:|at async|arn:aws|node_modules/);
  if (pointer)
    expect(answered.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(
      pointer,
    );
};

const whole = () => ({ answers: answersTo(form.body.criteria), declaration: true });
const match = () => ({ 'if-match': form.etag });

describe('a problem', () => {
  it('says that the body is not JSON', async () => {
    expectProblem(await desk.post('/v1/reviews', '{"contributor": '), 'malformed_json');
  });

  it('names an unknown field', async () => {
    expectProblem(
      await desk.post('/v1/reviews', { ...opening, state: 'closed' }),
      'invalid_request',
      '/state',
    );
  });

  it('names a malformed field', async () => {
    const wrong = { ...opening, plannedDeployment: 'next June' };

    expectProblem(await desk.post('/v1/reviews', wrong), 'invalid_request', '/plannedDeployment');
  });

  it('names a reference to nothing', async () => {
    const wrong = {
      ...opening,
      contributor: 'XXX',
      mission: 'NOWHERE',
      unit: { name: 'A', type: 'FPU' },
    };

    const answered = await desk.post('/v1/reviews', wrong);

    expectProblem(answered, 'unknown_reference', '/contributor');
    expect(answered.body.errors).toHaveLength(3);
  });

  it('names a missing criterion, and what to answer', async () => {
    const { 'INF-A1': _, ...answers } = answersTo(form.body.criteria);

    const answered = await state.post(submission(), { answers, declaration: true }, match());

    expectProblem(answered, 'invalid_answers', '/answers/INF-A1');
  });

  it('names a value out of its measure', async () => {
    const body = whole();
    body.answers['INF-A4'] = { value: 101 };
    body.answers['INF-A2'] = { value: 'good' };

    const answered = await state.post(submission(), body, match());

    expectProblem(answered, 'invalid_answers', '/answers/INF-A4/value');
    expectProblem(answered, 'invalid_answers', '/answers/INF-A2/value');
  });

  it('names an answer that this stage does not ask', async () => {
    const body = whole();
    body.answers['INF-B4'] = { value: true };

    expectProblem(
      await state.post(submission(), body, match()),
      'invalid_answers',
      '/answers/INF-B4',
    );
  });

  it('says that a declaration is wanted', async () => {
    const body = { ...whole(), declaration: false };

    expectProblem(await state.post(submission(), body, match()), 'invalid_request', '/declaration');
  });

  it('says that another stage is open', async () => {
    const answered = await desk.post(
      at('/stages/evaluation/submission'),
      { answers: {}, declaration: true },
      { 'if-match': (await desk.get(at(''))).etag },
    );

    expectProblem(answered, 'wrong_stage');
  });

  it('says that the role may not', async () => {
    const focal = await signedIn(host.url, { role: 'contributor', contributor: 'RWA' });

    expectProblem(await focal.post(submission(), whole(), match()), 'forbidden');
    expectProblem(await state.post('/v1/reviews', opening), 'forbidden');
  });

  it('answers for a foreign review as for one that does not exist', async () => {
    const foreign = await stranger.get(at(''));
    const unknown = await stranger.get('/v1/reviews/00000000000000000000');

    expectProblem(foreign, 'not_found');
    const { instance: _, traceId: __, ...shown } = foreign.body;
    expect(unknown.body).toMatchObject(shown);
    for (const rest of ['/ledger', '/events', '/stages/self-assessment'])
      expectProblem(await stranger.get(at(rest)), 'not_found');
    expectProblem(await stranger.post(submission(), whole(), match()), 'not_found');
  });

  it('wants If-Match, and refuses a stale one', async () => {
    expectProblem(await state.post(submission(), whole()), 'match_missing');
    expectProblem(await state.post(submission(), whole(), { 'if-match': '"99"' }), 'stale_version');
  });

  it('wants an Idempotency-Key, and refuses one that was used for another body', async () => {
    expectProblem(
      await desk.post('/v1/reviews', opening, { 'idempotency-key': '' }),
      'key_missing',
    );
    const key = { 'idempotency-key': 'used-before' };
    await desk.post('/v1/reviews', opening, key);

    const other = { ...opening, mission: 'UNMISS' };

    expectProblem(await desk.post('/v1/reviews', other, key), 'key_reused');
  });

  it('refuses a body that is too large, or nested too deeply', async () => {
    expectProblem(await desk.post('/v1/reviews', `"${'x'.repeat(300_000)}"`), 'too_large');
    expectProblem(await desk.post('/v1/reviews', '['.repeat(200_000)), 'too_deep');
  });

  it('refuses a cursor that was made for somebody else', async () => {
    const page = await desk.get('/v1/reviews?limit=1');

    expect(page.headers.get('link')).toContain('rel="next"');
    expectProblem(
      await state.get(`/v1/reviews?limit=1&cursor=${page.body.next}`),
      'invalid_request',
      '/cursor',
    );
    expectProblem(
      await desk.get('/v1/reviews?limit=1&cursor=abc.def'),
      'invalid_request',
      '/cursor',
    );
  });

  it('says 404 for an address that is none', async () => {
    expectProblem(await desk.get('/v1/nothing'), 'not_found');
  });

  it('keeps whoever submitted a stage from submitting the next', async () => {
    const one = { person: 'moves-about' };
    const asState = await signedIn(host.url, { ...permanentMission, ...one });
    await submit(asState, review, 'self-assessment');
    await openForm(desk, review, 'evaluation');
    const asDesk = await signedIn(host.url, { ...evaluator, ...one });

    expectProblem(await submit(asDesk, review, 'evaluation'), 'separation_of_duties');
  });

  it('is documented, every one', async () => {
    const page = await desk.get('/docs/problems');

    for (const code of Object.keys(problems)) expect(page.body).toContain(`id="${code}"`);
  });
});
