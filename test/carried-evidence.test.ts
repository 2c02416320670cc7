import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timestamp } from '../adapters/clock.ts';
import {
  type Cast,
  castOf,
  closedView,
  opened,
  signedSelfAssessment,
  upToVerification,
  verified,
} from './support/cast.ts';
import { openForm } from './support/client.ts';
import { add, pdf } from './support/evidence.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Cast;

beforeAll(async () => {
  host = await startHost();
  cast = await castOf(host.url);
});
afterAll(() => host.close());

const day = 86_400_000;
const dayIn = (days: number) =>
  new Date(Date.parse(timestamp()) + days * day).toISOString().slice(0, 10);

describe('evidence after the verdict', () => {
  it('is carried into the next cycle with its answer while it holds, and the file is read where it was added', async () => {
    const review = await opened(cast);
    const lasting = (await add(cast.state, review, pdf('lasting'))).body.id;
    const ending = (await add(cast.state, review, pdf('ending'), { validUntil: dayIn(2) })).body.id;
    await signedSelfAssessment(cast, review, { 'INF-A4': [lasting, ending], 'INF-A6': [ending] });
    await upToVerification(cast, review);
    await verified(cast, review);
    await closedView(cast.desk, review);

    host.clock.forward(5 * day);
    cast = await castOf(host.url);
    const plannedDeployment = dayIn(300);
    const next = await cast.desk.post(`/v1/reviews/${review}/next-cycle`, { plannedDeployment });
    const { id } = next.body;
    const form = await openForm(cast.state, id, 'self-assessment');
    const listed = (await cast.state.get(`/v1/reviews/${id}/evidence`)).body.items;
    const taken = await cast.state.post(
      `/v1/reviews/${id}/stages/self-assessment/submission`,
      {
        answers: form.body.answers,
        declaration: true,
        reattested: Object.keys(form.body.answers),
      },
      { 'if-match': form.etag },
    );

    expect(form.body.answers['INF-A4']).toMatchObject({
      evidence: [lasting],
      carried: { review },
    });
    expect(form.body.answers['INF-A6']).not.toHaveProperty('evidence');
    expect(listed.map((one: { id: string; review: string }) => [one.id, one.review])).toEqual([
      [lasting, review],
      [ending, review],
    ]);
    expect(taken.status).toBe(201);
  });

  it('of a report on a finding is that of the side that reports', async () => {
    const review = await opened(cast);
    await upToVerification(cast, review);
    await verified(cast, review, { 'INF-A1': false });
    const own = (await add(cast.state, review, pdf('declared'))).body.id;
    const theirs = (await add(cast.desk, review, pdf('a note'))).body.id;
    const { body } = await cast.desk.post(`/v1/reviews/${review}/findings`, {
      criterion: 'INF-A1',
      action: 'Declare it in writing',
      owner: 'contributor',
      dueOn: dayIn(30),
    });
    const done = (evidence: string) =>
      cast.state.post(`/v1/reviews/${review}/findings/${body.id}/updates`, {
        status: 'done',
        evidence: [evidence],
      });

    const foreign = await done(theirs);

    expect(foreign.status).toBe(422);
    expect(foreign.body.errors[0]).toMatchObject({ pointer: '/evidence/0' });
    expect((await done(own)).status).toBe(201);
  });
});
