import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headKey } from '../adapters/keys.ts';
import { eventsOf, getHead } from '../adapters/reviews.ts';
import { putItem } from '../adapters/table.ts';
import { fold } from '../domain/fold.ts';
import { tellFindings } from '../functions/reverified.ts';
import {
  type Cast,
  castOf,
  closedReview,
  closedView,
  command,
  opened,
  verified,
} from './support/cast.ts';
import { type Answered, openForm, type SignedIn, signedIn } from './support/client.ts';
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

describe('a re-verification', () => {
  const reverify = (person: SignedIn, of: string, body: object): Promise<Answered> =>
    person.post(`/v1/reviews/${of}/reverifications`, body);

  it('reopens only its criteria in the field; when it closes, the findings are verified or reopened', async () => {
    const one = await closedReview(cast, found);
    const a1 = (await open(cast.desk, one, finding('INF-A1'))).body.id;
    const d1 = (await open(cast.desk, one, finding('INF-D1'))).body.id;

    const child = await reverify(cast.desk, one, { findings: [a1, d1] });
    const { id } = child.body;
    const form = await openForm(cast.field, id, 'verification');
    const sealed = await cast.field.put(
      `/v1/reviews/${id}/stages/verification/answers`,
      { answers: { 'INF-A2': { value: 'U' } } },
      form.etag,
    );
    await verified(cast, id, { 'INF-D1': 'NI' }, ['INF-A1', 'INF-D1']);

    expect(child.status).toBe(201);
    expect(child.body).toMatchObject({ basis: { kind: 'reverification', review: one } });
    expect(form.body.answers['INF-A1']).toEqual({ value: false });
    expect([sealed.status, sealed.body.type]).toEqual([409, '/docs/problems#sealed']);
    const plan = await planOf(cast.state, one);
    expect(plan.findings.map(({ status }: { status: string }) => status)).toEqual([
      'verified',
      'reopened',
    ]);
    expect(plan.findings[0].updates).toEqual([
      { status: 'verified', review: id, at: expect.any(String) },
    ]);
    expect(plan.successors).toEqual([
      { kind: 'reverification', review: id, criteria: ['INF-A1', 'INF-D1'], state: 'closed' },
    ]);
    const before = (await cast.desk.get(`/v1/reviews/${one}`)).body.verdict;
    const after = (await closedView(cast.desk, id)).body.verdict;
    expect(before).toMatchObject({ rating: 'not_ready', limitedBy: ['INF-A1'] });
    expect(after.limitedBy).not.toContain('INF-A1');
    expect(after.scoreWithoutCap).toBeGreaterThan(before.scoreWithoutCap);
    // What was carried along has no score of its own in this record: that is no difference.
    const same = await cast.desk.post(`/v1/reviews/${id}/recomputations`, { toVersion: 2 });
    expect(same.body).toMatchObject({ from: 2, to: 2, before: after, after, differences: [] });
    for (const each of [one, id])
      expect(fold(await Array.fromAsync(eventsOf(each)))).toEqual(await getHead(each));
    const done = await cast.state.post(`/v1/reviews/${one}/findings/${a1}/updates`, {
      status: 'done',
    });
    expect([done.status, done.body.detail]).toEqual([409, expect.stringContaining('verified')]);
  });

  it('tells each finding once, also when its close fails and is tried again', async () => {
    const one = await closedReview(cast, found);
    const a1 = (await open(cast.desk, one, finding('INF-A1'))).body.id;
    const { id } = (await reverify(cast.desk, one, { findings: [a1] })).body;
    await verified(cast, id, {}, ['INF-A1']);
    const head = await getHead(id);
    if (!head) throw new Error('the re-verification is there');
    const { id: _, ...attributes } = head;
    // As it stood when its findings had been told, and the process died before it was closed.
    await putItem({ ...headKey(id), ...attributes, phase: 'scored', state: 'verification' });

    await tellFindings(id);
    await tellFindings(id);

    const { findings } = await planOf(cast.desk, one);
    expect(findings[0].updates).toHaveLength(1);
    expect(fold(await Array.fromAsync(eventsOf(one)))).toEqual(await getHead(one));
  });

  it('is not verified by whoever evaluated the review before, whatever their role is now', async () => {
    const changing = { role: 'evaluator', person: 'changes-sides' };
    const desk = await signedIn(host.url, changing);
    const one = await closedReview({ ...cast, desk }, found);
    const { id } = (await reverify(cast.desk, one, { criteria: ['INF-D1'] })).body;
    const form = await openForm(cast.field, id, 'verification');
    const now = await signedIn(host.url, {
      ...changing,
      role: 'verifier',
      mission: 'MINUSCA',
    });

    const refused = await now.post(
      `/v1/reviews/${id}/stages/verification/submission`,
      { answers: { 'INF-D1': { value: 'S' } }, declaration: true },
      { 'if-match': form.etag },
    );

    expect([refused.status, refused.body.type]).toEqual([
      403,
      '/docs/problems#separation_of_duties',
    ]);
  });

  it('shows no voice and no name that the asker may not read', async () => {
    const { id } = (await reverify(cast.desk, review, { criteria: ['INF-D1'] })).body;

    const { body } = await cast.state.get(`/v1/reviews/${id}/events`);

    expect(JSON.stringify(body)).not.toMatch(/"hands"|demo-/);
    expect((await cast.stranger.get(`/v1/reviews/${id}`)).status).toBe(404);
  });

  it('is refused in words where there is nothing to verify again', async () => {
    const one = await closedReview(cast, found);
    const running = await opened(cast);
    const first = await reverify(cast.desk, one, { criteria: ['INF-A1'] });

    const again = await reverify(cast.director, one, { criteria: ['INF-A1', 'INF-A2'] });

    expect([again.status, again.body.errors[0].detail]).toEqual([
      409,
      expect.stringContaining(`in review ${first.body.id}`),
    ]);
    expect((await reverify(cast.desk, running, { criteria: ['INF-A1'] })).status).toBe(409);
    expect(codes(await reverify(cast.desk, one, {}))).toEqual(['/findings custom']);
    expect(codes(await reverify(cast.desk, one, { findings: ['finding-99'] }))).toEqual([
      '/findings/0 unknown_reference',
    ]);
    expect(codes(await reverify(cast.desk, one, { criteria: ['INF-C7'] }))).toEqual([
      '/criteria/0 unknown_criterion',
    ]);
    for (const person of [cast.state, cast.commander])
      expect((await reverify(person, one, { criteria: ['INF-A1'] })).status).toBe(403);
  });

  it('rests on the dossier of the review before: what was certified there is certified', async () => {
    const one = await closedReview(cast, found);
    await command(cast.state, one, 'caveats', { kind: 'none' });
    const { id } = (await reverify(cast.desk, one, { criteria: ['INF-A1'] })).body;

    const { body } = await cast.desk.get(`/v1/reviews/${id}/certificates`);

    expect(body.required.map(({ status }: { status: string }) => status)).toEqual([
      'missing',
      'missing',
      'missing',
    ]);
    await cast.state.post(`/v1/reviews/${one}/certificates`, {
      kind: 'operational_preparation',
      rotation: '1',
      signedOn: '2026-01-10',
      signatory: 'Chief of Defence Staff',
      statement: true,
    });
    const later = (await cast.desk.get(`/v1/reviews/${id}/certificates`)).body;
    expect(later.required[0]).toMatchObject({
      status: 'valid',
      certificate: expect.stringMatching(`^${one}/certificate-`),
    });
  });
});
