import { afterAll, describe, expect, it } from 'vitest';
import { openForm, opening, submit, until } from './support/client.ts';
import { threat } from './support/dialogue.ts';
import { startDialogue } from './support/dialogue-host.ts';

const { desk, state, field, close } = await startDialogue();
afterAll(close);

const openOne = async (): Promise<string> => (await desk.post('/v1/reviews', opening)).body.id;
const recorded = async (body: unknown) => desk.post('/v1/dialogue/threats', body);
const newer = { ...threat, date: '2026-10-01', symbol: 'INVENTED/2026/2' };

const verdictOf = async (review: string) => {
  await submit(state, review, 'self-assessment');
  await submit(desk, review, 'evaluation');
  await submit(field, review, 'verification');
  const { body } = await until(
    () => desk.get(`/v1/reviews/${review}`),
    (answered) => answered.body.verdict !== undefined,
  );
  return body.verdict;
};

/** What the check of the self-assessment warns of, as far as it is about threats. */
const warningsIn = async (review: string) => {
  await openForm(state, review, 'self-assessment');
  const path = `/v1/reviews/${review}/stages/self-assessment/check`;
  const { warnings } = (await state.post(path, { answers: {} })).body;
  return warnings.filter(({ code }: { code: string }) => code === 'superseded_threat');
};

const threatsOn = async (review: string) =>
  (await desk.get(`/v1/reviews/${review}/ledger`)).body.dialogue.threats;

describe('a threat assessment', () => {
  it('that a newer one supersedes is superseded for the reviews that rest on it', async () => {
    const review = await openOne();
    const old = (await recorded({ ...threat, reviews: [review] })).body.id;

    const before = await threatsOn(review);
    const { body } = await recorded({ ...newer, supersedes: old });

    expect(before).toMatchObject([{ id: old, superseded: false }]);
    expect(await threatsOn(review)).toMatchObject([{ id: old, superseded: true }]);
    const { items } = (await desk.get('/v1/dialogue/threats?mission=MINUSCA')).body;
    expect(items.find(({ id }: { id: string }) => id === old)).toMatchObject({
      superseded: true,
      supersededBy: body.id,
    });
  });

  it('is superseded once: whoever comes later is told by which', async () => {
    const old = (await recorded(threat)).body.id;
    const { body } = await recorded({ ...newer, supersedes: old });

    const late = await recorded({ ...newer, supersedes: old });

    expect(late.status).toBe(412);
    expect(late.body.detail).toContain(body.id);
  });

  it('that is superseded is named in the check and the verdict of a review that still rests on it', async () => {
    const review = await openOne();
    const old = (await recorded({ ...threat, reviews: [review] })).body.id;
    await recorded({ ...newer, supersedes: old });

    const said = await warningsIn(review);
    const verdict = await verdictOf(review);

    expect(said).toMatchObject([{ detail: expect.stringContaining(old) }]);
    expect(verdict.rating).toBe('ready');
    expect(verdict.limits).toMatchObject([
      { kind: 'superseded_threat', ref: old, detail: expect.stringContaining(threat.date) },
    ]);
    expect(JSON.stringify(verdict.limits)).not.toContain(threat.title);
  });

  it('that the review was given in its place is not held against it', async () => {
    const review = await openOne();
    const old = (await recorded({ ...threat, reviews: [review] })).body.id;
    const next = (await recorded({ ...newer, supersedes: old, reviews: [review] })).body.id;

    expect(await threatsOn(review)).toMatchObject([{ id: next, superseded: false }]);
    expect(await warningsIn(review)).toEqual([]);
    expect(await verdictOf(review)).not.toHaveProperty('limits');
  });
});
