import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Outlook } from '../domain/reminders/outlook.ts';
import {
  evaluator,
  openForm,
  opening,
  permanentMission,
  type SignedIn,
  signedIn,
  submit,
  verifier,
} from './support/client.ts';
import { closedReview } from './support/closed-review.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let state: SignedIn;

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, evaluator);
  state = await signedIn(host.url, permanentMission);
});
afterAll(() => host.close());

const openedReview = async (): Promise<string> => {
  const { id } = (
    await desk.post('/v1/reviews', {
      ...opening,
      instrument: { ...opening.instrument, version: 2 },
    })
  ).body;
  await openForm(state, id, 'self-assessment');
  return id;
};

const outlookFor = async (person: SignedIn, review: string) =>
  Outlook.parse((await person.get(`/v1/reviews/${review}/outlook`)).body);

describe('what lies ahead of a review', () => {
  it('is every reminder of the ladder that is still to come, earliest first, and what becomes of it unheeded', async () => {
    const review = await openedReview();

    const { step, since, next, unheeded } = await outlookFor(state, review);

    expect(step).toBe('self-assessment');
    expect(Date.parse(since ?? '')).toBeLessThanOrEqual(Date.now());
    expect(next.map(({ at }) => at)).toEqual(next.map(({ at }) => at).toSorted());
    expect(next[0]).toMatchObject({ message: 'not_seen', to: ['holder'], unlessSeen: true });
    expect(next.at(-1)).toMatchObject({ message: 'overdue', to: ['holder'] });
    expect(next).toContainEqual(
      expect.objectContaining({ message: 'escalation', to: ['director'], afterReminders: 3 }),
    );
    expect(['lapse', 'extend']).toContain(unheeded?.outcome);
    expect(unheeded?.after.localeCompare(next[0]?.at ?? '')).toBe(1);
  });

  it('has the first reminder on the day on which the simulation sends it', async () => {
    const review = await openedReview();
    const director = await signedIn(host.url, { role: 'director' });

    const { next } = await outlookFor(director, review);
    const { body } = await desk.post('/v1/reminders/simulations', { days: 730, review });

    const first = body.messages.find(({ items }: { items: { kind: string }[] }) =>
      items.some(({ kind }) => kind === 'reminder'),
    );
    expect(next.map(({ at }) => at.slice(0, 10))).toContain(first.at.slice(0, 10));
  });

  it('no longer tells of what is only for those who have not seen it, once they have', async () => {
    const review = await openedReview();
    await submit(state, review, 'self-assessment');
    await openForm(desk, review, 'evaluation');
    const { etag } = await desk.get(`/v1/reviews/${review}`);
    await desk.post(`/v1/reviews/${review}/acknowledgements`, {}, { 'if-match': etag });

    const { step, next } = await outlookFor(desk, review);

    expect(step).toBe('evaluation');
    expect(next.length).toBeGreaterThan(0);
    expect(next.filter(({ unlessSeen }) => unlessSeen)).toEqual([]);
  });

  it('is nothing once the review has ended', async () => {
    const { review } = await closedReview(host.url);

    expect(await outlookFor(desk, review)).toEqual({ next: [] });
  });

  it('is not there for those for whom the review is not', async () => {
    const review = await openedReview();
    const strangers = [
      { ...permanentMission, contributor: 'GHA' },
      { ...verifier, mission: 'UNMISS' },
    ];
    for (const stranger of strangers) {
      const person = await signedIn(host.url, stranger);
      expect((await person.get(`/v1/reviews/${review}/outlook`)).status).toBe(404);
    }
  });
});
