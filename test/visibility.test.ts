import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../functions/routes/table-of-routes.ts';
import { castOf } from './support/cast.ts';
import {
  answersTo,
  openForm,
  opening,
  permanentMission,
  type SignedIn,
  signedIn,
  submit,
  until,
} from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let state: SignedIn;
let field: SignedIn;

beforeAll(async () => {
  host = await startHost();
  ({ desk, state, field } = await castOf(host.url));
});
afterAll(() => host.close());

const at = (review: string, rest = '') => `/v1/reviews/${review}${rest}`;

const command = async (person: SignedIn, review: string, path: string, body: unknown) => {
  const { etag } = await person.get(at(review));
  return person.post(at(review, `/${path}`), body, { 'if-match': etag });
};

const release = (review: string, ...what: string[]) => command(desk, review, 'releases', { what });

/** A review that went through a return and an evaluation with notes, and waits for the field. */
const evaluated = async (): Promise<string> => {
  const review = (await desk.post('/v1/reviews', opening)).body.id;
  await submit(state, review, 'self-assessment');
  await openForm(desk, review, 'evaluation');
  await command(desk, review, 'returns', {
    criteria: [{ criterion: 'INF-A4', reason: 'No test sheet.', wanted: 'The sheet.' }],
  });
  await submit(state, review, 'self-assessment');
  const form = await openForm(desk, review, 'evaluation');
  await desk.post(
    at(review, '/stages/evaluation/submission'),
    { answers: answersTo(form.body.criteria), declaration: true, notes: 'Between us.' },
    { 'if-match': form.etag },
  );
  await openForm(field, review, 'verification');
  return review;
};

const formsOf = async (person: SignedIn, review: string) => {
  const status = async (stage: string) => (await person.get(at(review, `/stages/${stage}`))).status;
  return Promise.all(['self-assessment', 'evaluation', 'verification'].map(status));
};

const voicesOf = async (person: SignedIn, review: string): Promise<string[]> => {
  const { criteria } = (await person.get(at(review, '/ledger'))).body;
  const voices = ['self', 'evaluation', 'verification'];
  return voices.filter((voice) => criteria.some((line: object) => Object.hasOwn(line, voice)));
};

const eventsOf = async (person: SignedIn, review: string) =>
  (await person.get(at(review, '/events?limit=100'))).body.items;

const evaluation = (items: { type: string; facts: { stage?: string; round?: number } }[]) =>
  items.findLast(({ type, facts }) => type === 'stage-submitted' && facts.stage === 'evaluation')
    ?.facts;

describe('what a State reads', () => {
  it('is its own voice, and of the others what is released, one by one', async () => {
    const review = await evaluated();

    const seen = [[await formsOf(state, review), await voicesOf(state, review)]];
    await release(review, 'evaluation');
    seen.push([await formsOf(state, review), await voicesOf(state, review)]);
    await submit(field, review, 'verification');
    await until(
      () => desk.get(at(review)),
      ({ body }) => body.state === 'closed',
    );
    seen.push([await formsOf(state, review), await voicesOf(state, review)]);
    await release(review, 'verification');
    seen.push([await formsOf(state, review), await voicesOf(state, review)]);

    expect(seen).toEqual([
      [[200, 403, 403], ['self']],
      [
        [200, 200, 403],
        ['self', 'evaluation'],
      ],
      [
        [200, 200, 403],
        ['self', 'evaluation'],
      ],
      [
        [200, 200, 200],
        ['self', 'evaluation', 'verification'],
      ],
    ]);
    const { scores } = (await state.get(at(review))).body.verdict;
    expect(Object.keys(scores)).toEqual(['self', 'evaluation', 'verification']);
  });

  it('has the notes of the Secretariat only when these are released too', async () => {
    const review = await evaluated();

    const before = evaluation(await eventsOf(state, review));
    await release(review, 'evaluation');
    const without = evaluation(await eventsOf(state, review));
    const formWithout = (await state.get(`${at(review)}/stages/evaluation`)).body;
    await release(review, 'notes');
    const after = evaluation(await eventsOf(state, review));
    const form = (await state.get(`${at(review)}/stages/evaluation`)).body;

    expect(before).toEqual({ stage: 'evaluation', round: 2 });
    expect(without).toHaveProperty('answers');
    expect(without).not.toHaveProperty('notes');
    expect(after).toMatchObject({ notes: 'Between us.' });
    expect([formWithout.notes, form.notes]).toEqual([undefined, 'Between us.']);
  });

  it('never says who of the others acted, whatever is released', async () => {
    const review = await evaluated();
    await command(desk, review, 'assignments', {
      stage: 'verification',
      person: 'demo-verifier-minusca',
    });
    await release(review, 'evaluation', 'notes');

    const items = await eventsOf(state, review);
    const { assignments } = (await state.get(at(review))).body;
    const known = (await field.get(at(review))).body.assignments;

    expect(JSON.stringify(items)).not.toContain('demo-');
    expect(assignments).toEqual({ verification: {} });
    expect(known).toEqual({ verification: { person: 'demo-verifier-minusca' } });
  });
});

describe('what a field mission reads', () => {
  it('is its own voice, and self-assessment and evaluation once that is released', async () => {
    const review = await evaluated();

    const before = [await formsOf(field, review), await voicesOf(field, review)];
    await release(review, 'evaluation', 'notes');
    const after = [await formsOf(field, review), await voicesOf(field, review)];
    const form = (await field.get(at(review, '/stages/self-assessment'))).body;
    const items = await eventsOf(field, review);

    expect(before).toEqual([[403, 403, 200], []]);
    expect(after).toEqual([
      [200, 200, 200],
      ['self', 'evaluation'],
    ]);
    expect(form.returned).toEqual([]);
    expect(JSON.stringify(items)).not.toContain('No test sheet.');
    expect(evaluation(items)).not.toHaveProperty('notes');
  });
});

describe('what a viewer reads', () => {
  it('is what the State or the mission reads that they were admitted to', async () => {
    const review = await evaluated();
    const ofState = await signedIn(host.url, { role: 'viewer', contributor: 'RWA' });
    const ofMission = await signedIn(host.url, { role: 'viewer', mission: 'MINUSCA' });
    const ofOther = await signedIn(host.url, { role: 'viewer', mission: 'UNMISS' });

    expect(await formsOf(ofState, review)).toEqual([200, 403, 403]);
    expect(await formsOf(ofMission, review)).toEqual([403, 403, 200]);
    expect(await formsOf(ofOther, review)).toEqual([404, 404, 404]);
    const { allowedActions } = (await ofState.get(at(review))).body;
    expect(allowedActions.filter((action: string) => !action.startsWith('read-'))).toEqual([]);
  });
});

describe('what an administrator reads', () => {
  it('is no review, and no sign that there are any', async () => {
    const review = await evaluated();
    const admin = await signedIn(host.url, { role: 'admin' });

    expect((await admin.get('/v1/reviews?limit=1')).body).toEqual({ items: [] });
    expect((await admin.get(at(review))).status).toBe(404);
  });
});

describe('a foreign review', () => {
  const body = { reason: 'x1', answers: {}, declaration: true };
  const ofReviews = routes.filter(({ path }) => path.startsWith('/v1/reviews/{id}'));

  it.each(ofReviews.map(({ method, path }) => [method, path]))(
    'is answered like one that does not exist: %s %s',
    async (method, path) => {
      const review = (await desk.post('/v1/reviews', opening)).body.id;
      const stranger = await signedIn(host.url, { ...permanentMission, contributor: 'GHA' });
      const ask = async (id: string) => {
        const to = path.replace('{id}', id).replace('{stage}', 'evaluation');
        const filled = to.replaceAll(/\{\w+\}/g, 'x');
        const answered =
          method === 'get'
            ? await stranger.get(filled)
            : method === 'put'
              ? await stranger.put(filled, body, '"1"')
              : await stranger.post(filled, body, { 'if-match': '"1"' });
        const { instance: _, traceId: __, ...shown } = answered.body;
        return [answered.status, shown];
      };

      const foreign = await ask(review);

      expect(foreign).toEqual(await ask('0123456789abcdef0123'));
      expect([404, 422]).toContain(foreign[0]);
      if (method === 'get') expect(foreign[0]).toBe(404);
    },
  );
});
