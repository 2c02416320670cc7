import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Cast,
  castOf,
  certificateOf,
  closedReview,
  closedView,
  completeDossier,
  opened,
  upToVerification,
  verified,
} from './support/cast.ts';
import { type Answered, answersTo, openForm } from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Cast;

beforeAll(async () => {
  host = await startHost();
  cast = await castOf(host.url);
});
afterAll(() => host.close());

const certify = (review: string, more: object = {}): Promise<Answered> =>
  cast.state.post(
    `/v1/reviews/${review}/certificates`,
    certificateOf('operational_preparation', more),
  );

const certification = async (review: string) =>
  (await cast.desk.get(`/v1/reviews/${review}/certificates`)).body;

const statuses = async (review: string): Promise<string[]> =>
  (await certification(review)).required.map(({ status }: { status: string }) => status);

const codes = ({ body }: Answered) =>
  (body.errors ?? []).map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`);

describe('a certificate', () => {
  it('is the act of the Permanent Mission, and nobody else’s', async () => {
    const review = await opened(cast);
    const at = `/v1/reviews/${review}/certificates`;
    const body = certificateOf('operational_preparation');

    for (const person of [cast.drafter, cast.contingent, cast.desk, cast.field])
      expect((await person.post(at, body)).status).toBe(403);
    expect((await cast.stranger.post(at, body)).status).toBe(404);
    const { status, body: receipt } = await cast.state.post(at, body);
    expect(status).toBe(201);
    expect(receipt.id).toMatch(/^certificate-\d+$/);
  });

  it('is shown against what the instrument wants; a new rotation or an expiry makes it due again', async () => {
    const review = await opened(cast);

    expect(await statuses(review)).toEqual(['missing', 'missing', 'missing']);
    await certify(review, { validUntil: '2026-02-01' });
    expect((await statuses(review))[0]).toBe('expired');
    await certify(review, { validUntil: '2090-01-01' });
    expect((await statuses(review))[0]).toBe('valid');
    await certify(review, { kind: 'conduct_and_discipline', rotation: 'Rotation 2' });

    expect(await certification(review)).toMatchObject({
      rotation: 'Rotation 2',
      required: [
        { kind: 'operational_preparation', status: 'missing' },
        { kind: 'conduct_and_discipline', status: 'valid' },
        { kind: 'human_rights_screening', status: 'missing' },
      ],
      vetting: { when: 'on_arrival', status: 'missing' },
    });
  });

  it('is refused unsigned, signed tomorrow, or with evidence that nobody added', async () => {
    const review = await opened(cast);

    expect(codes(await certify(review, { statement: false }))).toEqual([
      '/statement invalid_value',
    ]);
    expect(codes(await certify(review, { signedOn: '2090-01-01' }))).toEqual([
      '/signedOn in_the_future',
    ]);
    expect(codes(await certify(review, { evidence: ['nothing'] }))).toEqual([
      '/evidence/0 unknown_evidence',
    ]);
    expect(codes(await certify(review, { members: ['a name'] }))).toEqual([
      '/members unknown_field',
    ]);
  });

  it('that is missing makes the verdict conditional at best', async () => {
    const missing = await closedReview(cast);
    const complete = await opened(cast);
    await completeDossier(cast, complete);
    await upToVerification(cast, complete);
    await verified(cast, complete);

    const { verdict } = (await closedView(cast.state, missing)).body;
    const full = (await closedView(cast.state, complete)).body.verdict;

    expect(verdict).toMatchObject({ rating: 'conditional', score: 89.9, scoreWithoutCap: 100 });
    expect(verdict.limits.map(({ kind }: { kind: string }) => kind)).toEqual([
      'certificate_missing',
      'certificate_missing',
      'certificate_missing',
      'vetting_not_cleared',
    ]);
    expect(full).toMatchObject({ rating: 'ready', score: 100 });
    expect(full.limits).toBeUndefined();
    const closedOn = Date.now();
    expect(Date.parse(full.validUntil) - closedOn).toBeGreaterThan(363 * 86_400_000);
    expect(Date.parse(full.validUntil) - closedOn).toBeLessThanOrEqual(365 * 86_400_000);
  });
});

describe('a vetting', () => {
  const vets = (review: string, more: object = {}) =>
    cast.desk.post(`/v1/reviews/${review}/vetting`, {
      when: 'on_arrival',
      result: 'cleared',
      on: '2026-01-15',
      ...more,
    });

  it('is recorded by the evaluator when the instrument wants it: police before, military on arrival', async () => {
    const battalion = await opened(cast);
    const police = (
      await cast.desk.post('/v1/reviews', {
        contributor: 'RWA',
        mission: 'MINUSCA',
        unit: { name: 'Fictional FPU 1', type: 'FPU' },
        instrument: { id: 'formed-police-unit', version: 2 },
        plannedDeployment: '2027-06-01',
      })
    ).body.id;

    const early = await vets(battalion, { when: 'before_deployment' });

    expect(early.status).toBe(422);
    expect(early.body.errors[0]).toMatchObject({ pointer: '/when', code: 'other_moment' });
    expect(early.body.errors[0].detail).toContain('on arrival');
    expect((await vets(battalion)).status).toBe(201);
    expect((await vets(police, { when: 'before_deployment' })).status).toBe(201);
    expect((await certification(battalion)).vetting.status).toBe('cleared');
    const body = { when: 'on_arrival', result: 'cleared', on: '2026-01-15' };
    for (const person of [cast.state, cast.director, cast.field])
      expect((await person.post(`/v1/reviews/${battalion}/vetting`, body)).status).toBe(403);
  });

  it('says cleared or not cleared, and takes no name and no case', async () => {
    const review = await opened(cast);

    expect(codes(await vets(review, { names: ['somebody'] }))).toEqual(['/names unknown_field']);
    expect(codes(await vets(review, { case: 'C-1' }))).toEqual(['/case unknown_field']);
    expect(codes(await vets(review, { note: 'a story' }))).toEqual(['/note unknown_field']);
    expect(codes(await vets(review, { result: 'pending' }))).toEqual(['/result invalid_value']);
  });

  it('that is not cleared makes the verdict not ready, whatever the score', async () => {
    const review = await opened(cast);
    await completeDossier(cast, review);
    await vets(review, { result: 'not_cleared' });
    await upToVerification(cast, review);
    await verified(cast, review);

    const { verdict } = (await closedView(cast.field, review)).body;

    expect(verdict).toMatchObject({ rating: 'not_ready', score: 69.9, scoreWithoutCap: 100 });
    expect(verdict.limits).toEqual([
      expect.objectContaining({ kind: 'vetting_not_cleared', cap: 'not_ready' }),
    ]);
  });
});

describe('check', () => {
  it('warns of what is missing beside the answers, and never refuses for it', async () => {
    const review = await opened(cast);
    const form = await openForm(cast.state, review, 'self-assessment');
    const check = async () =>
      cast.state.post(`/v1/reviews/${review}/stages/self-assessment/check`, {
        answers: answersTo(form.body.criteria),
        declaration: true,
      });
    const warned = async () =>
      (await check()).body.warnings.map(({ code }: { code: string }) => code);

    expect((await check()).body.problems).toEqual([]);
    expect(await warned()).toEqual(
      expect.arrayContaining(['no_caveat_statement', 'certificate_missing']),
    );
    await completeDossier(cast, review);
    expect(await warned()).not.toEqual(expect.arrayContaining(['no_caveat_statement']));
    expect(await warned()).not.toEqual(expect.arrayContaining(['certificate_missing']));
  });
});
