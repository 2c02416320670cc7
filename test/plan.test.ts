import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cast, castOf, closedReview, opened } from './support/cast.ts';
import type { Answered, SignedIn } from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Cast;
let review: string;

/** The field found one critical "no" and one thing to improve. */
const found = { 'INF-A1': false, 'INF-D1': 'NI' };

beforeAll(async () => {
  host = await startHost();
  cast = await castOf(host.url);
  review = await closedReview(cast, found);
});
afterAll(() => host.close());

const finding = (criterion: string, more: object = {}) => ({
  criterion,
  action: 'Declare what the unit may not do, in writing',
  owner: 'contributor',
  dueOn: '2090-01-01',
  ...more,
});

const open = (person: SignedIn, of: string, body: object): Promise<Answered> =>
  person.post(`/v1/reviews/${of}/findings`, body);

const planOf = async (person: SignedIn, of: string) =>
  (await person.get(`/v1/reviews/${of}/plan`)).body;

const codes = ({ body }: Answered) =>
  (body.errors ?? []).map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`);

describe('the plan of a closed review', () => {
  it('begins empty, and names what fell short: what limits the verdict first', async () => {
    const plan = await planOf(cast.desk, review);

    expect(plan.findings).toEqual([]);
    expect(plan.uncovered).toEqual([
      { criterion: 'INF-A1', critical: true, limiting: true, rating: 'U' },
      { criterion: 'INF-D1', critical: false, limiting: false, rating: 'NI' },
    ]);
  });

  it('tells the State what limits the verdict, and no rating before it is released', async () => {
    const one = await closedReview(cast, found);

    expect((await planOf(cast.state, one)).uncovered).toEqual([
      { criterion: 'INF-A1', critical: true, limiting: true },
    ]);
  });

  it('has findings with owner and day, opened by desk or commander once there is a verdict', async () => {
    const one = await closedReview(cast, found);
    const running = await opened(cast);

    const byDesk = await open(cast.desk, one, finding('INF-A1'));
    const byCommander = await open(cast.commander, one, finding('INF-D1', { owner: 'mission' }));

    expect([byDesk.status, byCommander.status]).toEqual([201, 201]);
    const plan = await planOf(cast.state, one);
    expect(plan.uncovered).toEqual([]);
    expect(plan.findings).toEqual([
      expect.objectContaining({ id: byDesk.body.id, status: 'open', overdue: false }),
      expect.objectContaining({ criterion: 'INF-D1', owner: 'mission', by: { role: 'commander' } }),
    ]);
    const early = await open(cast.desk, running, finding('INF-A1'));
    expect([early.status, early.body.detail]).toEqual([
      409,
      expect.stringContaining('the self-assessment is open'),
    ]);
    for (const person of [cast.state, cast.field])
      expect((await open(person, one, finding('INF-A1'))).status).toBe(403);
    expect(codes(await open(cast.desk, one, finding('INF-Z9', { dueOn: '2020-01-01' })))).toEqual([
      '/criterion unknown_criterion',
      '/dueOn in_the_past',
    ]);
  });

  it('is brought up to date by the side that owns each finding', async () => {
    const one = await closedReview(cast, found);
    const { id } = (await open(cast.desk, one, finding('INF-A1'))).body;
    const update = (person: SignedIn, body: object, of = id) =>
      person.post(`/v1/reviews/${one}/findings/${of}/updates`, body);

    const statuses = [
      await update(cast.drafter, { status: 'in_progress', note: 'The ministry is drafting' }),
      await update(cast.state, { status: 'done' }),
      await update(cast.desk, { status: 'done' }),
      await update(cast.field, { status: 'done' }),
      await update(cast.state, { status: 'done' }, 'finding-99'),
    ].map(({ status }) => status);

    expect(statuses).toEqual([201, 201, 403, 403, 404]);
    expect(codes(await update(cast.state, { status: 'verified' }))).toEqual([
      '/status invalid_value',
    ]);
    expect(codes(await update(cast.state, { status: 'done', evidence: ['nothing'] }))).toEqual([
      '/evidence/0 unknown_evidence',
    ]);
    const [only] = (await planOf(cast.desk, one)).findings;
    expect(only.status).toBe('done');
    expect(only.updates.map(({ note }: { note?: string }) => note)).toEqual([
      'The ministry is drafting',
      undefined,
    ]);
  });
});
