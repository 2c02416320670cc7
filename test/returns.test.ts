import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { criteriaOf } from '../domain/instrument.ts';
import { findInstrument } from '../instruments/catalogue.ts';
import {
  answersTo,
  evaluator,
  openForm,
  opening,
  permanentMission,
  type SignedIn,
  signedIn,
  submit,
} from './support/client.ts';
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

const instrument = findInstrument('infantry-battalion', 1);
const criteria = instrument ? criteriaOf(instrument, 'self-assessment') : [];
const ids = criteria.map(({ id }) => id);
const stages = '/stages/self-assessment';

const returned = async (review: string, wanted: readonly string[]) => {
  const form = await openForm(desk, review, 'evaluation');
  return desk.post(
    `/v1/reviews/${review}/returns`,
    { criteria: wanted.map((criterion) => ({ criterion, reason: 'unclear', wanted: 'a figure' })) },
    { 'if-match': (await desk.get(`/v1/reviews/${review}`)).etag, form: form.etag },
  );
};

/** A review whose self-assessment came back with these criteria. */
const reviewReturning = async (wanted: readonly string[]): Promise<string> => {
  const review = (await desk.post('/v1/reviews', opening)).body.id;
  await submit(state, review, 'self-assessment');
  expect((await returned(review, wanted)).status).toBe(201);
  return review;
};

const edit = async (review: string, id: string, value: unknown) => {
  const form = await openForm(state, review, 'self-assessment');
  return state.put(
    `/v1/reviews/${review}${stages}/answers`,
    { answers: { [id]: { value } } },
    form.etag,
  );
};

const other = { PCT: 71.5, SNU: 'NI', YN: false } as const;
const measureOf = new Map(criteria.map(({ id, measure }) => [id, measure]));
const anotherValue = (id: string) => other[measureOf.get(id) ?? 'SNU'];

describe('after a return', () => {
  it('any edit to a criterion that was not listed is refused, any edit to a listed one is taken until it is submitted again', async () => {
    let edits = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 6 }),
        fc.array(fc.constantFrom(...ids), { minLength: 1, maxLength: 6 }),
        async (listed, others) => {
          const review = await reviewReturning(listed);
          for (const id of [...others, ...listed]) {
            const { status, body } = await edit(review, id, anotherValue(id));
            edits += 1;
            expect([id, status, body.errors?.[0]?.code]).toEqual(
              listed.includes(id) ? [id, 200, undefined] : [id, 409, 'sealed'],
            );
          }
          const again = await submit(state, review, 'self-assessment');
          expect(again.status).toBe(201);
          const late = await state.put(
            `/v1/reviews/${review}${stages}/answers`,
            { answers: { [listed[0] ?? '']: { value: 1 } } },
            `"self-assessment.2.${listed.length}"`,
          );
          expect([409, 412]).toContain(late.status);
        },
      ),
      { numRuns: 20, seed: 2026 },
    );
    console.log(`seed 2026: ${edits} edits, each refused or taken as the return says`);
  }, 180_000);

  it('shows the contributor what came back and why, and the evaluator what changed', async () => {
    const [first = '', second = ''] = ids;
    const review = await reviewReturning([first, second]);
    const asked = await openForm(state, review, 'self-assessment');
    const answers = answersTo(
      criteria.filter(({ id }) => id === first || id === second),
      { [second]: anotherValue(second) },
    );

    await state.post(
      `/v1/reviews/${review}${stages}/submission`,
      { answers, declaration: true },
      { 'if-match': asked.etag },
    );
    await openForm(desk, review, 'evaluation');
    const shown = await desk.get(`/v1/reviews/${review}${stages}`);

    expect(asked.body.returned).toEqual([
      { criterion: first, reason: 'unclear', wanted: 'a figure' },
      { criterion: second, reason: 'unclear', wanted: 'a figure' },
    ]);
    expect(shown.body.changed).toEqual([second]);
  });

  it('nothing goes back once the rounds of the instrument are used up', async () => {
    const [first = ''] = ids;
    const review = await reviewReturning([first]);
    await submit(state, review, 'self-assessment');
    await returned(review, [first]);
    await submit(state, review, 'self-assessment');

    const refused = await returned(review, [first]);

    expect(refused.status).toBe(409);
    expect(refused.body.detail).toMatch(/3 rounds .* used up/);
  });
});
