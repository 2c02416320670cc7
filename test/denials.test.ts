import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timestamp } from '../adapters/clock.ts';
import { eventsOf } from '../adapters/reviews.ts';
import {
  type Answered,
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
let viewer: SignedIn;

const as = (person: Parameters<typeof signedIn>[1]) => signedIn(host.url, person);

beforeAll(async () => {
  host = await startHost();
  desk = await as(evaluator);
  state = await as(permanentMission);
  viewer = await as({ role: 'viewer', contributor: 'RWA' });
});
afterAll(() => host.close());

const openOne = async (): Promise<string> => {
  const review = (await desk.post('/v1/reviews', opening)).body.id;
  await openForm(state, review, 'self-assessment');
  return review;
};

/** A command on the review as it stands now. */
const command = async (person: SignedIn, review: string, path: string, body: unknown) => {
  const { etag } = await person.get(`/v1/reviews/${review}`);
  return person.post(`/v1/reviews/${review}/${path}`, body, { 'if-match': etag });
};

const reason = { reason: 'Because of this test.' };
const empty = { answers: {}, declaration: true };

const problem = ({ status, body }: Answered) => [status, body.type.split('#')[1]];

const giveTo = (review: string, person: string, stage: string, until?: string) =>
  command(desk, review, 'assignments', { stage, person, ...(until && { until }) });

describe('a request that the policies refuse', () => {
  it('is refused for what the same person did before, in another role', async () => {
    const review = await openOne();
    const id = 'changes-sides';
    const before = await as({ ...permanentMission, person: id });
    await submit(before, review, 'self-assessment');
    await openForm(desk, review, 'evaluation');

    const after = await as({ ...evaluator, person: id });
    const form = `/v1/reviews/${review}/stages/evaluation`;
    const drafted = await after.put(`${form}/answers`, { answers: {} }, '"any"');
    const returned = await command(after, review, 'returns', {
      criteria: [{ criterion: 'INF-A1', reason: 'why', wanted: 'what' }],
    });

    for (const answered of [drafted, returned]) {
      expect(problem(answered)).toEqual([403, 'separation_of_duties']);
      expect(answered.body.detail).toMatch(/^You submitted the self-assessment/);
    }
    expect((await after.get(form)).status).toBe(200);
    expect((await after.get(`/v1/reviews/${review}`)).body.allowedActions).not.toContain('submit');
  });

  it('says where the review stands and who holds it, when it is only not the moment', async () => {
    const review = await openOne();

    const early = await command(desk, review, 'stages/evaluation/submission', empty);
    const running = await command(desk, review, 'resumption', reason);

    expect(problem(early)).toEqual([409, 'wrong_stage']);
    expect(early.body.detail).toBe(
      'Not now: the self-assessment is open, and the contributor holds it.',
    );
    expect(problem(running)).toEqual([409, 'wrong_stage']);
    expect(running.body.detail).toMatch(/not suspended/);
  });

  it('says since when the review is suspended, and to resume it first', async () => {
    const review = await openOne();
    await command(desk, review, 'suspension', reason);
    const { suspended } = (await state.get(`/v1/reviews/${review}`)).body;

    const waiting = await command(state, review, 'stages/self-assessment/submission', empty);
    const never = await command(viewer, review, 'stages/self-assessment/submission', empty);
    const draft = await state.get(`/v1/reviews/${review}/stages/self-assessment`);
    const saved = await state.put(
      `/v1/reviews/${review}/stages/self-assessment/answers`,
      { answers: { 'INF-A1': { value: true } } },
      draft.etag,
    );

    expect(problem(waiting)).toEqual([409, 'wrong_stage']);
    expect(waiting.body.detail).toContain(`suspended since ${suspended.slice(0, 10)}`);
    expect(waiting.body.detail).toContain('resumed first, which is for the Secretariat');
    expect(problem(never)).toEqual([403, 'forbidden']);
    expect(saved.status).toBe(200);
  });

  it('says that the stage is given to somebody else, until the last day of the assignment', async () => {
    const review = await openOne();
    const other = await as({ ...permanentMission, person: 'other-mission' });
    const id = (await state.get('/v1/people/me')).body.id;
    const today = timestamp().slice(0, 10);
    await giveTo(review, id, 'self-assessment', today);

    const refused = await submit(other, review, 'self-assessment');
    host.clock.forward(86_400_000);
    const late = await submit(other, review, 'self-assessment');

    expect(problem(refused)).toEqual([403, 'forbidden']);
    expect(refused.body.detail).toMatch(/given to somebody else.* Ask the Secretariat for another/);
    expect(late.status).toBe(201);
  });

  it('tells a role that never may so, names who may, and says what to do next', async () => {
    const review = await openOne();
    const focal = await as({ role: 'contributor', contributor: 'RWA' });
    const allowed = '`allowedActions` of the review says what you may do.';

    const withdrawn = await command(viewer, review, 'withdrawal', reason);
    const submitted = await command(focal, review, 'stages/self-assessment/submission', empty);
    const opened = await state.post('/v1/reviews', opening);

    expect(withdrawn.body.detail).toBe(
      `The role viewer may not withdraw the review: that is for the Secretariat. ${allowed}`,
    );
    expect(submitted.body.detail).toBe(
      `The role contributor may not submit the self-assessment: that is for the Permanent Mission. ${allowed}`,
    );
    expect(opened.body.detail).toBe(
      'The role permanent mission may not open a review: that is for the Secretariat.',
    );
    for (const refused of [withdrawn, submitted, opened])
      expect(problem(refused)).toEqual([403, 'forbidden']);
  });

  it('says that a form is not released yet, and who decides when it is', async () => {
    const review = await openOne();
    const field = await as({ role: 'verifier', mission: 'MINUSCA' });

    const refused = [
      await state.get(`/v1/reviews/${review}/stages/evaluation`),
      await field.get(`/v1/reviews/${review}/stages/evaluation`),
    ];

    for (const answered of refused) {
      expect(problem(answered)).toEqual([403, 'forbidden']);
      expect(answered.body.detail).toBe(
        'You may not read the evaluation yet: it is not released to you, and the Secretariat decides when it is.',
      );
    }
  });

  it('says that the dialogue of a mission is read where it concerns oneself', async () => {
    const elsewhere = await as({ role: 'verifier', mission: 'UNMISS' });

    const refused = await elsewhere.get('/v1/dialogue/briefings?mission=MINUSCA');

    expect(problem(refused)).toEqual([403, 'forbidden']);
    expect(refused.body.detail).toMatch(/only where it concerns your own State or mission/);
  });
});

describe('an assignment', () => {
  it('goes to nobody who could not submit the stage, and does not tell who exists', async () => {
    const review = await openOne();
    await as({ ...permanentMission, contributor: 'GHA', person: 'ghana' });
    await as({ role: 'contributor', contributor: 'RWA', person: 'drafter' });

    const answers = [
      await giveTo(review, 'nobody-at-all', 'self-assessment'),
      await giveTo(review, 'ghana', 'self-assessment'),
      await giveTo(review, 'drafter', 'self-assessment'),
    ];

    for (const { status, body } of answers) {
      const { traceId: _, ...shown } = body;
      expect(status).toBe(422);
      expect(shown).toEqual({ ...answers[0]?.body, traceId: undefined });
    }
  });
});

describe('an event', () => {
  it('keeps the policy by which it was allowed', async () => {
    const review = await openOne();
    await submit(state, review, 'self-assessment');

    const events = await Array.fromAsync(eventsOf(review));

    expect(events.flatMap(({ by }) => (by ? [by.rule] : []))).toEqual([
      'secretariat-opens-reviews-and-imports',
      'permanent-mission-submits-self-assessment',
    ]);
  });
});
