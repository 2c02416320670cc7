import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, getHead } from '../adapters/reviews.ts';
import { fold } from '../domain/fold.ts';
import { castOf } from './support/cast.ts';
import {
  evaluator,
  openForm,
  opening,
  type SignedIn,
  submit,
  tokenFor,
  until,
} from './support/client.ts';
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

/** A review that version 1 of its instrument scored; the field found one critical "no". */
const closed = async (): Promise<string> => {
  const review: string = (await desk.post('/v1/reviews', opening)).body.id;
  await submit(state, review, 'self-assessment');
  await submit(desk, review, 'evaluation', { 'INF-B6': 13 });
  await submit(field, review, 'verification', { 'INF-A1': false });
  await until(
    () => desk.get(`/v1/reviews/${review}`),
    ({ body }) => body.verdict !== undefined,
  );
  return review;
};

const path = (review: string) => `/v1/reviews/${review}/recomputations`;

const approve = async (
  person: SignedIn,
  review: string,
  digest: string,
  headers: Record<string, string> = {},
) => {
  const { etag } = await person.get(`/v1/reviews/${review}`);
  const body = { toVersion: 2, approve: digest };
  return person.post(path(review), body, { 'if-match': etag, ...headers });
};

describe('the preview of a recomputation', () => {
  let review: string;
  beforeAll(async () => {
    review = await closed();
  });

  it('shows the verdict before and after, and each criterion that counts otherwise', async () => {
    const { status, body } = await desk.post(path(review), { toVersion: 2 });

    expect(status).toBe(200);
    expect(body).toMatchObject({ from: 1, to: 2 });
    // Of 58 criteria one critical "no": version 1 gives 57 of 58, version 2 gives 82 of 84.
    expect(body.before).toMatchObject({ scoreWithoutCap: 98.3, score: 69.9, rating: 'not_ready' });
    expect(body.after).toMatchObject({ scoreWithoutCap: 97.6, score: 69.9, rating: 'not_ready' });
    expect(body.before.scores).toEqual({ self: 100, evaluation: 98.8, verification: 98 });
    expect(body.after.scores).toEqual({ self: 100, evaluation: 99.2, verification: 97.2 });
    expect(body.differences).toContainEqual({
      stage: 'verification',
      criterion: 'INF-A1',
      before: { rating: 'U', weight: 1 },
      after: { rating: 'U', weight: 2 },
    });
    // The critical criteria of each stage: 21, 22 and 21.
    expect(body.differences).toHaveLength(64);
  });

  it('changes nothing, and wants neither If-Match nor Idempotency-Key', async () => {
    const before = await desk.get(`/v1/reviews/${review}`);
    const answer = await fetch(`${host.url}${path(review)}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await tokenFor(host.url, evaluator)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ toVersion: 2 }),
    });
    const after = await desk.get(`/v1/reviews/${review}`);

    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).toBe(before.etag);
    expect(after.body).toEqual(before.body);
  });

  it('has the same digest until something changes', async () => {
    const [first, second] = [
      await desk.post(path(review), { toVersion: 2 }),
      await director.post(path(review), { toVersion: 2 }),
    ];

    expect(first.body.digest).toMatch(/^[\w-]{43}$/);
    expect(second.body).toEqual(first.body);
  });

  it('finds no difference in the version that gave the scores', async () => {
    const { body } = await desk.post(path(review), { toVersion: 1 });

    expect(body.differences).toEqual([]);
    expect(body.after).toEqual(body.before);
  });

  it('is for the Secretariat only, and for versions that there are', async () => {
    const asked = await state.post(path(review), { toVersion: 2 });
    const unknown = await desk.post(path(review), { toVersion: 9 });

    expect(asked.status).toBe(403);
    expect(unknown.status).toBe(422);
    expect(unknown.body.errors).toMatchObject([
      { pointer: '/toVersion', code: 'unknown_reference' },
    ]);
  });

  it('is refused while a review is open, and says what to do instead', async () => {
    const open: string = (await desk.post('/v1/reviews', opening)).body.id;
    await openForm(state, open, 'self-assessment');

    const { status, body } = await desk.post(path(open), { toVersion: 2 });

    expect(status).toBe(409);
    expect(body.detail).toContain('Migrate it, or wait for its verdict');
  });
});

describe('the approval of a recomputation', () => {
  it('is the director’s, of what the preview showed, on what the review is now', async () => {
    const review = await closed();
    const { digest } = (await desk.post(path(review), { toVersion: 2 })).body;
    const wrong = 'A'.repeat(43);

    expect((await approve(desk, review, digest)).status).toBe(403);
    expect((await approve(director, review, digest, { 'if-match': '"1"' })).status).toBe(412);
    const other = await approve(director, review, wrong);

    expect(other.status).toBe(412);
    expect(other.body.detail).toContain('ask for the preview again');
    expect((await desk.get(`/v1/reviews/${review}`)).body.verdict.scoreWithoutCap).toBe(98.3);
  });

  it('changes scores and verdict once, on record, however often it is sent', async () => {
    const review = await closed();
    const { digest, after } = (await desk.post(path(review), { toVersion: 2 })).body;
    const { etag } = await director.get(`/v1/reviews/${review}`);
    const headers = { 'idempotency-key': crypto.randomUUID(), 'if-match': etag };
    const send = () => director.post(path(review), { toVersion: 2, approve: digest }, headers);

    const [first, second] = [await send(), await send()];

    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect((await desk.get(`/v1/reviews/${review}`)).body.verdict).toEqual(after);
    const events = await Array.fromAsync(eventsOf(review));
    expect(fold(events)).toEqual(await getHead(review));
    expect(events.at(-1)).toMatchObject({
      type: 'score-recomputed',
      by: { role: 'director' },
      facts: {
        instrument: 'infantry-battalion',
        from: 1,
        to: 2,
        digest,
        scores: { verification: { score: 97.2, scoring: 2, trace: { 'INF-A1': 'U' } } },
      },
    });
  });

  it('keeps decision, other limits and validity of the verdict as they were', async () => {
    const review = await closed();
    const { before, after } = (await desk.post(path(review), { toVersion: 2 })).body;

    expect([after.decision, after.limits, after.validUntil]).toEqual([
      before.decision,
      before.limits,
      before.validUntil,
    ]);
  });

  it('is explained from then on by the version that gave the scores', async () => {
    const review = await closed();
    const { digest } = (await desk.post(path(review), { toVersion: 2 })).body;
    await approve(director, review, digest);

    const explained = (await desk.get(`/v1/reviews/${review}/explanation`)).body;
    const again = (await desk.post(path(review), { toVersion: 2 })).body;
    const nothing = await approve(director, review, again.digest);

    expect(explained).toMatchObject({
      instrument: { version: 2 },
      scoring: 2,
      withoutCap: { score: 97.6, rating: 'ready' },
      limiting: [{ criterion: 'INF-A1', weight: 2, voices: { verification: { value: false } } }],
    });
    expect(again).toMatchObject({ from: 2, to: 2, differences: [] });
    expect(nothing.status).toBe(409);
  });

  it('can be taken back by another one, and both stay on record', async () => {
    const review = await closed();
    const there = (await desk.post(path(review), { toVersion: 2 })).body;
    await approve(director, review, there.digest);
    const back = (await desk.post(path(review), { toVersion: 1 })).body;
    const { etag } = await director.get(`/v1/reviews/${review}`);
    await director.post(path(review), { toVersion: 1, approve: back.digest }, { 'if-match': etag });

    const { body } = await desk.get(`/v1/reviews/${review}`);
    const types = (await Array.fromAsync(eventsOf(review))).map(({ type }) => type);

    expect(back.after).toEqual(there.before);
    expect(body.verdict).toEqual(there.before);
    expect(types.filter((type) => type === 'score-recomputed')).toHaveLength(2);
  });

  it('shows the contributor its own score, and of the others only that they were scored anew', async () => {
    const review = await closed();
    const { digest } = (await desk.post(path(review), { toVersion: 2 })).body;
    await approve(director, review, digest);

    const { items } = (await state.get(`/v1/reviews/${review}/events?limit=100`)).body;
    const { facts, by } = items.at(-1);

    expect(by).toEqual({ role: 'director' });
    expect(Object.keys(facts.scores)).toEqual(['self-assessment']);
    expect(Object.keys(facts.verdict.scores)).toEqual(['self']);
  });
});
