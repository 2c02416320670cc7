import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cast, castOf, closedView, command } from './support/cast.ts';
import { type Answered, answersTo, openForm, opening, submit } from './support/client.ts';
import { add, pdf } from './support/evidence.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Cast;
let first: string;
let second: string;
let lasting: string;
let ended: string;
let internal: string;
let form: Answered;

const selfOf = (review: string) => `/v1/reviews/${review}/stages/self-assessment`;

/** A closed review whose self-assessment rested on two files, one of which holds no more; and the next cycle. */
beforeAll(async () => {
  host = await startHost();
  cast = await castOf(host.url);
  first = (await cast.desk.post('/v1/reviews', opening)).body.id;
  const { body, etag } = await openForm(cast.state, first, 'self-assessment');
  lasting = (await add(cast.state, first, pdf('lasts'), { validUntil: '2099-01-01' })).body.id;
  ended = (await add(cast.state, first, pdf('ended'), { validUntil: '2020-01-01' })).body.id;
  internal = (await add(cast.desk, first, pdf('internal'))).body.id;
  const answers: Record<string, object> = answersTo(body.criteria);
  answers['INF-A1'] = { ...answers['INF-A1'], evidence: [lasting, ended] };
  await cast.state.post(
    `${selfOf(first)}/submission`,
    { answers, declaration: true },
    { 'if-match': etag },
  );
  await submit(cast.desk, first, 'evaluation');
  await submit(cast.field, first, 'verification');
  await closedView(cast.desk, first);
  const cycle = await cast.desk.post(`/v1/reviews/${first}/next-cycle`, {
    plannedDeployment: '2028-06-01',
  });
  second = cycle.body.id;
  form = await openForm(cast.state, second, 'self-assessment');
});
afterAll(() => host.close());

describe('evidence in the next cycle', () => {
  it('is carried with its answer as long as it holds', () => {
    expect(form.body.answers['INF-A1'].evidence).toEqual([lasting]);
  });

  it('is listed and fetched there, and says under which review it was added', async () => {
    const { items } = (await cast.state.get(`/v1/reviews/${second}/evidence`)).body;
    const read = await cast.state.get(`/v1/reviews/${second}/evidence/${lasting}`);
    const fetched = await fetch(read.body.download.url);

    expect(items.map(({ id, review }: { id: string; review: string }) => [id, review])).toEqual([
      [lasting, first],
      [ended, first],
    ]);
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(pdf('lasts'));
    expect((await cast.stranger.get(`/v1/reviews/${second}/evidence/${lasting}`)).status).toBe(404);
    expect((await cast.field.get(`/v1/reviews/${second}/evidence/${lasting}`)).status).toBe(404);
  });

  it('is known to a submission, and warned of where it is used again after its day', async () => {
    const { answers } = form.body;
    const reattested = Object.keys(answers);
    answers['INF-A1'].evidence = [lasting, ended];
    const body = { answers, declaration: true, reattested };

    const checked = await cast.state.post(`${selfOf(second)}/check`, body);
    const taken = await cast.state.post(`${selfOf(second)}/submission`, body, {
      'if-match': form.etag,
    });

    expect(checked.body.problems).toEqual([]);
    expect(checked.body.warnings).toContainEqual({
      pointer: '/answers/INF-A1/evidence/1',
      code: 'stale_evidence',
      detail: expect.stringContaining('2020-01-01'),
    });
    expect(taken.status).toBe(201);
  });

  it('stays closed until it is released in the review to which it was added', async () => {
    const seen = async () =>
      (await cast.state.get(`/v1/reviews/${second}/evidence/${internal}`)).status;
    await submit(cast.desk, second, 'evaluation');
    await openForm(cast.field, second, 'verification');

    const later = await command(cast.desk, second, 'releases', { what: ['evaluation'] });
    const before = await seen();
    const earlier = await command(cast.desk, first, 'releases', { what: ['evaluation'] });

    expect([later.status, earlier.status]).toEqual([201, 201]);
    expect([before, await seen()]).toEqual([404, 200]);
  });
});
