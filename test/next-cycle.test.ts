import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cast, castOf, closedReview, command, opened } from './support/cast.ts';
import { type Answered, openForm, type SignedIn } from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Cast;

beforeAll(async () => {
  host = await startHost();
  cast = await castOf(host.url);
});
afterAll(() => host.close());

const next = (person: SignedIn, review: string, body: object = {}): Promise<Answered> =>
  person.post(`/v1/reviews/${review}/next-cycle`, { plannedDeployment: '2028-06-01', ...body });

type Answers = Record<string, { value: unknown; carried?: { review: string } }>;

const carriedIn = (answers: Answers): string[] =>
  Object.entries(answers).flatMap(([id, { carried }]) => (carried ? [id] : []));

describe('the next cycle', () => {
  it('begins with the answers of the last one, each marked, and takes them only attested again', async () => {
    const review = await closedReview(cast);
    const cycle = await next(cast.desk, review, { unit: { strength: 700 } });
    const { id } = cycle.body;
    const form = await openForm(cast.state, id, 'self-assessment');
    const at = `/v1/reviews/${id}/stages/self-assessment`;
    const { answers }: { answers: Answers } = form.body;
    const carried = carriedIn(answers);

    const saved = await cast.drafter.put(
      `${at}/answers`,
      { answers: { ...answers, 'INF-A1': { value: true }, 'INF-A2': { value: 'NI' } } },
      form.etag,
    );
    const draft = await openForm(cast.state, id, 'self-assessment');
    const left = carriedIn(draft.body.answers);
    const refused = await cast.state.post(
      `${at}/submission`,
      { answers: draft.body.answers, declaration: true, reattested: left.slice(2) },
      { 'if-match': draft.etag },
    );
    const checked = await cast.state.post(`${at}/check`, {
      answers: draft.body.answers,
      declaration: true,
    });
    const taken = await cast.state.post(
      `${at}/submission`,
      { answers: draft.body.answers, declaration: true, reattested: left },
      { 'if-match': draft.etag },
    );

    expect(cycle.status).toBe(201);
    expect(cycle.body).toMatchObject({
      basis: { kind: 'next_cycle', review },
      unit: { strength: 700 },
      plannedDeployment: '2028-06-01',
    });
    expect(carried).toHaveLength(Object.keys(answers).length);
    expect(answers['INF-A1']?.carried).toEqual({
      review,
      instrument: { id: 'infantry-battalion', version: 2 },
    });
    expect(saved.status).toBe(200);
    expect(carried.filter((criterion) => !left.includes(criterion))).toEqual(['INF-A1', 'INF-A2']);
    expect([refused.status, refused.body.type]).toEqual([422, '/docs/problems#not_reattested']);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      left.slice(0, 2).map((criterion) => `/answers/${criterion}`),
    );
    expect(checked.body.problems).toHaveLength(left.length);
    expect(taken.status).toBe(201);
    const { body } = await cast.desk.get(`/v1/reviews/${id}/ledger`);
    const self = Object.fromEntries(
      body.criteria.map(({ criterion, self: voice }: { criterion: string; self: object }) => [
        criterion,
        voice,
      ]),
    );
    expect(self['INF-A3']).toMatchObject({ carried: { review }, reattested: true });
    expect(self['INF-A1']).not.toHaveProperty('carried');
  });

  it('may be by another version of the instrument, and carries what still fits', async () => {
    const first = await closedReview(cast);

    const cycle = await next(cast.director, first, { instrument: { version: 1 } });
    const unknown = await next(cast.desk, await closedReview(cast), { instrument: { version: 9 } });

    expect(cycle.body.instrument).toEqual({ id: 'infantry-battalion', version: 1 });
    const form = await openForm(cast.state, cycle.body.id, 'self-assessment');
    expect(carriedIn(form.body.answers)).toHaveLength(form.body.criteria.length);
    expect(unknown.status).toBe(422);
    expect(unknown.body.errors[0]).toMatchObject({ pointer: '/instrument/version' });
  });

  it('follows a verdict, once, and is the Secretariat’s to open', async () => {
    const review = await closedReview(cast);
    const running = await opened(cast);
    const { id } = (await next(cast.desk, review)).body;

    const again = await next(cast.director, review);

    expect([again.status, again.body.detail]).toEqual([409, expect.stringContaining(id)]);
    expect((await next(cast.desk, running)).status).toBe(409);
    for (const person of [cast.state, cast.commander, cast.viewer])
      expect((await next(person, review)).status).toBe(403);
    expect((await next(cast.stranger, review)).status).toBe(404);
    await openForm(cast.state, id, 'self-assessment');
    await command(cast.desk, id, 'withdrawal', { reason: 'The unit stays at home' });
    expect((await next(cast.director, review)).status).toBe(201);
  });

  it('is opened once by copies of one request', async () => {
    const review = await closedReview(cast);
    const key = { 'idempotency-key': 'the-next-one' };
    const body = { plannedDeployment: '2028-06-01' };

    const copies = await Promise.all(
      [1, 2, 3].map(() => cast.desk.post(`/v1/reviews/${review}/next-cycle`, body, key)),
    );

    expect(new Set(copies.map(({ body: { id } }) => id)).size).toBe(1);
    expect(copies.map(({ status }) => status)).toEqual([201, 201, 201]);
  });

  it('carries no answer into a stage of another side', async () => {
    const review = await closedReview(cast);
    const { id } = (await next(cast.desk, review)).body;
    const form = await openForm(cast.state, id, 'self-assessment');

    const smuggled = await cast.state.put(
      `/v1/reviews/${id}/stages/self-assessment/answers`,
      {
        answers: {
          'INF-A1': {
            value: false,
            reattested: true,
            carried: { review, instrument: { id: 'infantry-battalion', version: 2 } },
          },
        },
      },
      form.etag,
    );

    expect(smuggled.status).toBe(200);
    const after = await openForm(cast.state, id, 'self-assessment');
    expect(after.body.answers['INF-A1']).toEqual({ value: false });
  });
});

describe('the record of gaps of a contributor', () => {
  const gaps = (person: SignedIn, iso3: string, query = '') =>
    person.get(`/v1/contributors/${iso3}/gaps${query}`);

  it('goes review by review, oldest first, and tells the State only what was released', async () => {
    const first = (await gaps(cast.desk, 'RWA', '?limit=50')).body.items.length;
    const review = await closedReview(cast, { 'INF-A1': false });

    const { items } = (await gaps(cast.desk, 'RWA', '?limit=50')).body;
    const own = (await gaps(cast.state, 'RWA', '?limit=50')).body.items;

    expect(items).toHaveLength(first + 1);
    const row = items.at(-1);
    expect(row).toMatchObject({
      review,
      mission: 'MINUSCA',
      unit: { type: 'INF_BN' },
      selfEvaluation: { overall: 0 },
    });
    expect(row.closedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(row.selfVerification.overall).toBeGreaterThan(0);
    expect(row.selfVerification.bySection.A).toBeGreaterThan(10);
    expect(row.gap.bySection.A).toEqual(row.selfVerification.bySection.A);
    expect(own.at(-1)).toMatchObject({
      review,
      gap: 'not_released',
      selfEvaluation: 'not_released',
      selfVerification: 'not_released',
    });
  });

  it('is read page by page', async () => {
    const first = (await gaps(cast.desk, 'RWA', '?limit=1')).body;
    const second = (await gaps(cast.desk, 'RWA', `?limit=1&cursor=${first.next}`)).body;

    expect(first.items).toHaveLength(1);
    expect(second.items[0].review).not.toBe(first.items[0].review);
  });

  it('is nobody else’s: a foreign State’s answers like one that does not exist', async () => {
    const { instance: _, traceId: __, ...foreign } = (await gaps(cast.stranger, 'RWA')).body;
    const { instance: ___, traceId: ____, ...unknown } = (await gaps(cast.stranger, 'XXX')).body;

    expect(foreign).toEqual(unknown);
    for (const person of [cast.field, cast.commander])
      expect((await gaps(person, 'RWA')).status).toBe(404);
    expect((await gaps(cast.desk, 'XXX')).status).toBe(404);
    expect((await gaps(cast.desk, 'GHA')).body.items).toEqual([]);
  });
});
