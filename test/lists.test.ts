import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let ids: string[];

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, evaluator);
  const state = await signedIn(host.url, permanentMission);
  ids = [];
  for (let at = 0; at < 7; at += 1) ids.push((await desk.post('/v1/reviews', opening)).body.id);
  await desk.post('/v1/reviews', { ...opening, contributor: 'GHA', mission: 'UNMISS' });
  for (const review of ids) await openForm(state, review, 'self-assessment');
  await submit(state, ids[0] ?? '', 'self-assessment');
  await openForm(desk, ids[0] ?? '', 'evaluation');
});
afterAll(() => host.close());

const all = async (person: SignedIn, query: string): Promise<string[]> => {
  const found: string[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await person.get(`/v1/reviews?${query}${cursor}`);
    found.push(...body.items.map(({ id }: { id: string }) => id));
    if (!body.next) return found;
    cursor = `&cursor=${encodeURIComponent(body.next)}`;
  }
};

describe('a list of reviews', () => {
  it.each([
    'limit=1',
    'limit=3',
    'limit=100',
    'limit=2&contributor=RWA',
    'limit=2&mission=MINUSCA',
  ])('gives each review once, page by page (%s)', async (query) => {
    const found = await all(desk, query);

    expect(new Set(found).size).toBe(found.length);
    expect(found.filter((id) => ids.includes(id)).toSorted()).toEqual(ids.toSorted());
  });

  it.each([
    ['state=evaluation', 1],
    ['state=self_assessment', 7],
    ['holder=me', 1],
    ['overdue=true', 0],
    ['overdue=false', 8],
    ['dueBefore=2099-01-01', 8],
    ['contributor=GHA', 1],
    ['stage=evaluation', 1],
    ['assignee=me', 0],
  ])('is filtered by %s', async (query, count) => {
    expect(await all(desk, query)).toHaveLength(count);
  });

  it('shows a State and a mission their own reviews only, whatever they ask for', async () => {
    const ghana = await signedIn(host.url, { role: 'permanent_mission', contributor: 'GHA' });
    const field = await signedIn(host.url, verifier);

    expect(await all(ghana, '')).toHaveLength(1);
    expect(await all(ghana, 'contributor=RWA')).toHaveLength(0);
    expect(await all(field, '')).toHaveLength(7);
    expect(await all(field, 'mission=UNMISS')).toHaveLength(0);
  });
});
