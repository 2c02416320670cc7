import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, getHead } from '../adapters/reviews.ts';
import { fold } from '../domain/fold.ts';
import { castOf } from './support/cast.ts';
import { openForm, opening, type SignedIn, submit, until } from './support/client.ts';
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

const openOne = async (): Promise<string> => (await desk.post('/v1/reviews', opening)).body.id;

const closed = (review: string) =>
  until(
    () => desk.get(`/v1/reviews/${review}`),
    ({ body }) => body.holder === null && body.dueAt === undefined,
  );

describe('a review', () => {
  it('goes through the three stages to a verdict', async () => {
    const review = await openOne();

    const receipts = [
      await submit(state, review, 'self-assessment'),
      await submit(desk, review, 'evaluation'),
      await submit(field, review, 'verification'),
    ];
    const { body } = await closed(review);

    expect(receipts.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(body).toMatchObject({
      state: 'closed',
      verdict: { rating: 'ready', limitedBy: [], score: 100, scoreWithoutCap: 100 },
    });
    expect(fold(await Array.fromAsync(eventsOf(review)))).toEqual(await getHead(review));
  });

  it('is not ready when the field finds one critical "no", and says which and what it would have been', async () => {
    const review = await openOne();
    await submit(state, review, 'self-assessment');
    await submit(desk, review, 'evaluation');

    await submit(field, review, 'verification', { 'INF-A1': false });

    const { verdict } = (await closed(review)).body;
    expect(verdict).toMatchObject({ rating: 'not_ready', limitedBy: ['INF-A1'], score: 69.9 });
    expect(verdict.scoreWithoutCap).toBe(98.3);
  });

  it('opens only the returned criteria again, and goes on from there', async () => {
    const review = await openOne();
    await submit(state, review, 'self-assessment');
    const form = await openForm(desk, review, 'evaluation');

    const wrong = {
      criterion: 'INF-A4',
      reason: 'The test sheet is missing.',
      wanted: 'The sheet.',
    };
    const { etag } = await desk.get(`/v1/reviews/${review}`);
    const returned = await desk.post(
      `/v1/reviews/${review}/returns`,
      { criteria: [wrong] },
      { 'if-match': etag },
    );

    expect(form.body.round).toBe(1);
    expect(returned.status).toBe(201);
    const again = await openForm(state, review, 'self-assessment');
    expect(again.body).toMatchObject({ round: 2, returned: [wrong] });
    const sealed = await state.put(
      `/v1/reviews/${review}/stages/self-assessment/answers`,
      { answers: { 'INF-A1': { value: false } } },
      again.etag,
    );
    expect(sealed).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: '/answers/INF-A1', code: 'sealed' }] },
    });
    expect((await submit(state, review, 'self-assessment')).status).toBe(201);
    await submit(desk, review, 'evaluation');
    await submit(field, review, 'verification');
    expect((await closed(review)).body).toMatchObject({ state: 'closed', round: 2 });
  });

  it('ends when it is withdrawn, with the reason in its record', async () => {
    const review = await openOne();
    await openForm(state, review, 'self-assessment');
    const { etag } = await desk.get(`/v1/reviews/${review}`);

    await desk.post(
      `/v1/reviews/${review}/withdrawal`,
      { reason: 'Pledge withdrawn.' },
      { 'if-match': etag },
    );

    expect((await closed(review)).body).toMatchObject({ state: 'withdrawn' });
    const { body } = await state.get(`/v1/reviews/${review}/events`);
    expect(body.items.map(({ type }: { type: string }) => type)).toEqual([
      'review-opened',
      'stage-opened',
      'review-withdrawn',
      'review-closed',
    ]);
  });

  it('shows the three voices and the gap to the Secretariat, and each other party its own voice', async () => {
    const review = await openOne();
    await submit(state, review, 'self-assessment');
    await submit(desk, review, 'evaluation', { 'INF-B2': 50 });
    await submit(field, review, 'verification', { 'INF-B1': 60 });
    await closed(review);

    const [all, own, found] = await Promise.all(
      [desk, state, field].map((person) => person.get(`/v1/reviews/${review}/ledger`)),
    );

    const line = (answer: typeof all, id: string) =>
      answer?.body.criteria.find(({ criterion }: { criterion: string }) => criterion === id);
    expect(line(all, 'INF-B1')).toMatchObject({
      self: { value: 95 },
      verification: { value: 60 },
      gap: 100,
    });
    expect(line(all, 'INF-B2').gap).toBe(100);
    expect(line(own, 'INF-B1')).not.toHaveProperty('verification');
    expect(line(own, 'INF-B1')).not.toHaveProperty('gap');
    expect(line(found, 'INF-B1')).not.toHaveProperty('self');
  });
});
