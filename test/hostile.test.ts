import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answered,
  evaluator,
  openForm,
  opening,
  permanentMission,
  type SignedIn,
  signedIn,
} from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let state: SignedIn;
let review: string;
let form: Answered;

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, evaluator);
  state = await signedIn(host.url, permanentMission);
  review = (await desk.post('/v1/reviews', opening)).body.id;
  form = await openForm(state, review, 'self-assessment');
});
afterAll(() => host.close());

const pointerOf = ({ body }: Answered) => body.errors?.[0]?.pointer;
const save = (answers: unknown) =>
  state.put(
    `/v1/reviews/${review}/stages/self-assessment/answers`,
    typeof answers === 'string' ? answers : { answers },
    form.etag,
  );

describe('what a clumsy or hostile client sends', () => {
  it.each(['9999-12-31', '1944-12-31', '0000-01-01'])(
    'a date like %s is refused, by field',
    async (day) => {
      const answered = await desk.post('/v1/reviews', { ...opening, plannedDeployment: day });

      expect([answered.status, pointerOf(answered)]).toEqual([422, '/plannedDeployment']);
      expect((await desk.get('/v1/reviews')).status).toBe(200);
    },
  );

  it('a body of quotes and backslashes is refused as quickly as any other', async () => {
    const answered = await desk.post('/v1/reviews', '"\\'.repeat(120_000));

    expect(answered.status).toBe(400);
  });

  it.each([1e-320, 1e-200, 33.333, -1])(
    'the percentage %d is refused, by criterion',
    async (value) => {
      const answered = await save({ 'INF-A4': { value } });

      expect([answered.status, pointerOf(answered)]).toEqual([422, '/answers/INF-A4/value']);
    },
  );

  it('a prototype name is no criterion', async () => {
    const answered = await save('{"answers":{"__proto__":{"value":true}}}');

    expect([answered.status, answered.body.errors[0].code]).toEqual([422, 'unknown_field']);
    expect((await save({ constructor: { value: true } })).status).toBe(422);
  });

  it('an id of any length or kind is just not found', async () => {
    for (const id of ['a'.repeat(3000), '..%2f..', '%00', "'; drop table"])
      expect((await desk.get(`/v1/reviews/${encodeURIComponent(id)}`)).status).toBe(404);
  });

  it.each(['   ', '\u200b', 'x\nBcc: a@b.example', 'a\u0000b', 'a\u202eb'])(
    'the unit name %j is refused',
    async (name) => {
      const answered = await desk.post('/v1/reviews', {
        ...opening,
        unit: { name, type: 'INF_BN' },
      });

      expect([answered.status, pointerOf(answered)]).toEqual([422, '/unit/name']);
    },
  );

  it('a person who is unknown, or of another side, is not assigned', async () => {
    const { etag } = await desk.get(`/v1/reviews/${review}`);
    for (const person of ['nobody', 'demo-evaluator']) {
      const answered = await desk.post(
        `/v1/reviews/${review}/assignments`,
        { stage: 'self-assessment', person },
        { 'if-match': etag },
      );
      expect([answered.status, pointerOf(answered)]).toEqual([422, '/person']);
    }
  });

  it.each([
    ['DELETE', '/v1/reviews', 'GET, HEAD, POST'],
    ['PATCH', '/v1/reviews/x', 'GET, HEAD'],
    ['GET', '/v1/reviews/x/stages/evaluation/submission', 'POST'],
    ['OPTIONS', '/v1/people/me', 'GET, HEAD'],
    ['POST', '/health', 'GET, HEAD'],
  ])('%s at %s is refused, with the methods that are served', async (method, path, allow) => {
    const answered = await fetch(`${host.url}${path}`, { method });
    const { type, detail } = (await answered.json()) as { type: string; detail: string };

    expect([answered.status, answered.headers.get('allow')]).toEqual([405, allow]);
    expect(type).toBe('/docs/problems#method_not_allowed');
    expect(detail).toBe(`${method} is not served at this address; it takes ${allow}.`);
    expect((await fetch(`${host.url}${path}/no/where`, { method })).status).toBe(404);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
    'a body that is sent as %j is refused: it is JSON that is taken',
    async (type) => {
      const answered = await desk.post('/v1/reviews', opening, { 'content-type': type });

      expect([answered.status, answered.body.type]).toEqual([415, '/docs/problems#not_json']);
      expect(answered.body.detail).toContain('application/json');
    },
  );

  it('a body that is sent as JSON in some alphabet, or in capitals, is taken', async () => {
    for (const type of ['application/json; charset=utf-8', 'Application/JSON'])
      expect((await desk.post('/v1/reviews', {}, { 'content-type': type })).status).toBe(422);
  });
});

describe('a draft', () => {
  it('is seen by its own side only, until it is submitted', async () => {
    await save({ 'INF-A4': { value: 12, comment: 'Internal, not yet to be sent.' } });

    const own = await state.get(`/v1/reviews/${review}/stages/self-assessment`);
    const other = await desk.get(`/v1/reviews/${review}/stages/self-assessment`);

    expect(own.body.answers['INF-A4'].value).toBe(12);
    expect(other.body.answers).toEqual({});
  });
});
