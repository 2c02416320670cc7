import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Criterion } from '../domain/instrument.ts';
import {
  type Answered,
  answersTo,
  evaluator,
  openForm,
  opening,
  permanentMission,
  type SignedIn,
  signedIn,
} from './support/client.ts';
import { add, announce, pdf } from './support/evidence.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let state: SignedIn;
let review: string;
let form: Answered;

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, evaluator);
  state = await signedIn(host.url, permanentMission);
  review = (await desk.post('/v1/reviews', opening)).body.id;
  form = await openForm(state, review, 'self-assessment');
});
afterAll(() => host.close());

type Answers = Record<string, { value: unknown; evidence?: string[] }>;

/** The best answers, resting on this evidence where it is given. */
const restingOn = (evidence: Record<string, string[]>): Answers => {
  const answers: Answers = answersTo(form.body.criteria);
  for (const [criterion, ids] of Object.entries(evidence)) {
    const answer = answers[criterion];
    if (answer) answer.evidence = ids;
  }
  return answers;
};

const stage = () => `/v1/reviews/${review}/stages/self-assessment`;
const check = (answers: unknown) => state.post(`${stage()}/check`, { answers, declaration: true });
const submit = (answers: unknown) =>
  state.post(`${stage()}/submission`, { answers, declaration: true }, { 'if-match': form.etag });
const critical = (): string[] =>
  form.body.criteria.flatMap(({ id, critical: is }: Criterion) => (is ? [id] : []));
const warned = ({ body }: Answered, code: string): string[] =>
  body.warnings.flatMap((warning: { pointer: string; code: string }) =>
    warning.code === code ? [warning.pointer] : [],
  );

describe('what an answer rests on', () => {
  it('must be evidence of this review and of its own side; each id that is not is named', async () => {
    const other = (await desk.post('/v1/reviews', opening)).body.id;
    const mine = (await add(state, review, pdf('mine'))).body.id;
    const pending = (await announce(state, review, pdf('never sent'))).body.id;
    const theirs = (await add(desk, review, pdf('theirs'))).body.id;
    const elsewhere = (await add(state, other, pdf('elsewhere'))).body.id;
    const answers = restingOn({
      'INF-A1': [mine, pending, 'ev-made-up'],
      'INF-A2': [theirs],
      'INF-A4': [elsewhere, mine],
    });

    const answered = await submit(answers);
    const checked = await check(answers);

    expect(answered.status).toBe(422);
    expect(
      answered.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [
        pointer,
        code,
      ]),
    ).toEqual([
      ['/answers/INF-A1/evidence/1', 'unknown_evidence'],
      ['/answers/INF-A1/evidence/2', 'unknown_evidence'],
      ['/answers/INF-A2/evidence/0', 'unknown_evidence'],
      ['/answers/INF-A4/evidence/0', 'unknown_evidence'],
    ]);
    expect(checked.body.problems).toEqual(answered.body.errors);
  });

  it('is checked beside everything else that is wrong', async () => {
    const { 'INF-A2': _, ...answers } = restingOn({ 'INF-A1': ['ev-made-up'] });

    const { problems } = (await check(answers)).body;

    expect(problems.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/answers/INF-A1/evidence/0',
      '/answers/INF-A2',
    ]);
  });

  it('is missing from a critical criterion that is answered without it', async () => {
    const { id } = (await add(state, review, pdf('for one'))).body;
    const [first = '', second = '', ...others] = critical();
    const answers = restingOn({ [first]: [id] });
    answers[second] = { value: 'not_assessed' };

    const checked = await check(answers);

    expect(others.length).toBeGreaterThan(10);
    expect(warned(checked, 'no_evidence').sort()).toEqual(
      others.map((criterion) => `/answers/${criterion}`).sort(),
    );
    expect(checked.body.problems).toEqual([]);
  });

  it('is stale where its validity ends before the stage is due, or has ended', async () => {
    const due: string = form.body.dueOn;
    const before = new Date(Date.parse(due) - 86_400_000).toISOString().slice(0, 10);
    const until = async (validUntil: string) =>
      (await add(state, review, pdf(`until ${validUntil}`), { validUntil })).body.id;
    const over = await until('2020-02-29');
    const short = await until(before);
    const long = await until(due);

    const checked = await check(restingOn({ 'INF-A1': [long, short], 'INF-A2': [over] }));

    expect(warned(checked, 'stale_evidence').sort()).toEqual([
      '/answers/INF-A1/evidence/1',
      '/answers/INF-A2/evidence/0',
    ]);
    expect(JSON.stringify(checked.body.warnings)).toContain('valid until 2020-02-29');
    expect(checked.body.problems).toEqual([]);
  });

  it('may be one file for many criteria, and a stale one: the submission is taken', async () => {
    const { id } = (await add(state, review, pdf('for all of them'), { validUntil: '2020-01-01' }))
      .body;
    const answers = restingOn(Object.fromEntries(critical().map((one) => [one, [id]])));

    const checked = await check(answers);
    const submitted = await submit(answers);
    const { criteria } = (await desk.get(`/v1/reviews/${review}/ledger`)).body;

    expect(warned(checked, 'no_evidence')).toEqual([]);
    expect(warned(checked, 'stale_evidence')).toHaveLength(critical().length);
    expect(submitted.status).toBe(201);
    const resting = criteria.filter(
      ({ self }: { self?: { evidence?: string[] } }) => self?.evidence?.[0] === id,
    );
    expect(resting).toHaveLength(critical().length);
  });
});
