import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { castOf } from './support/cast.ts';
import { openForm, opening, type SignedIn, submit, until } from './support/client.ts';
import { add, announce, complete, pdf, send } from './support/evidence.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let state: SignedIn;
let field: SignedIn;
let stranger: SignedIn;
let review: string;

beforeAll(async () => {
  host = await startHost();
  ({ desk, state, field, stranger } = await castOf(host.url));
  review = (await desk.post('/v1/reviews', opening)).body.id;
  await openForm(state, review, 'self-assessment');
});
afterAll(() => host.close());

const evidenceAt = (id = '') => `/v1/reviews/${review}/evidence${id && `/${id}`}`;
const idsFor = async (person: SignedIn): Promise<string[]> =>
  (await person.get(evidenceAt())).body.items.map(({ id }: { id: string }) => id);
const lastEventFor = async (person: SignedIn) =>
  (await person.get(`/v1/reviews/${review}/events?limit=100`)).body.items.at(-1);

describe('evidence', () => {
  it('is an event of the record, of which other parties see the place in the chain alone', async () => {
    const { body } = await add(state, review, pdf('in the record'));

    const own = await lastEventFor(state);
    const other = await lastEventFor(field);

    expect([own.type, own.facts.evidence, own.facts.sha256]).toEqual([
      'evidence-added',
      body.id,
      body.sha256,
    ]);
    expect(other).toMatchObject({ type: 'withheld', facts: {}, hash: own.hash });
  });

  it('is seen by its own side and the Secretariat, and by nobody else', async () => {
    const { body } = await add(state, review, pdf('whose it is'));

    expect(await idsFor(state)).toContain(body.id);
    expect(await idsFor(desk)).toContain(body.id);
    expect(await idsFor(field)).toEqual([]);
    expect((await field.get(evidenceAt(body.id))).status).toBe(404);
  });

  it('of the Secretariat or the field is read by the contributor once it is released', async () => {
    await submit(state, review, 'self-assessment');
    await submit(desk, review, 'evaluation');
    await submit(field, review, 'verification');
    const judged = (await add(desk, review, pdf('judged'))).body.id;
    const found = (await add(field, review, pdf('found'))).body.id;
    const seen = async () =>
      Promise.all([judged, found].map(async (id) => (await state.get(evidenceAt(id))).status));
    const release = async (what: string) => {
      const head = await until(
        () => desk.get(`/v1/reviews/${review}`),
        ({ body }) => body.state === 'closed',
      );
      await desk.post(
        `/v1/reviews/${review}/releases`,
        { what: [what] },
        { 'if-match': head.etag },
      );
    };

    const before = await seen();
    await release('evaluation');
    const between = await seen();
    await release('verification');
    const after = await seen();

    expect([before, between, after]).toEqual([
      [404, 404],
      [200, 404],
      [200, 200],
    ]);
  });

  it('of a review that is not yours does not exist, whatever is asked', async () => {
    const { body } = await add(state, review, pdf('foreign'));
    const announced = await announce(state, review, pdf('pending'));
    const { traceId: _, instance: __, ...unknown } = (await stranger.get('/v1/reviews/x')).body;

    const answers = [
      await stranger.get(evidenceAt()),
      await stranger.get(evidenceAt(body.id)),
      await announce(stranger, review, pdf()),
      await complete(stranger, review, announced.body.id),
    ];

    for (const answered of answers) expect(answered.body).toMatchObject(unknown);
    const odd = ['nothing', 'ev-00000000000000000000', 'x'.repeat(3000), '..%2f..%2fissuer.json'];
    for (const id of odd) {
      expect((await state.get(evidenceAt(id))).status).toBe(404);
      expect((await complete(state, review, id)).status).toBe(404);
    }
  });

  it('that another side announced cannot be completed, nor under another review', async () => {
    const bytes = pdf('another side');
    const announced = await announce(state, review, bytes);
    await send(announced, bytes);
    const other = (await desk.post('/v1/reviews', opening)).body.id;

    expect((await complete(desk, review, announced.body.id)).status).toBe(404);
    expect((await complete(state, other, announced.body.id)).status).toBe(404);
    expect((await complete(state, review, announced.body.id)).status).toBe(201);
  });
});

describe('the record of who read what', () => {
  it('is a line of ids in the log, and no link is ever there', async () => {
    const { body } = await add(state, review, pdf('read by'));
    await desk.get(evidenceAt(body.id));
    const logged = () => readFileSync(join(host.folder, 'log.jsonl'), 'utf8');
    // The log is written beside the answer.
    await expect.poll(logged, { timeout: 10_000 }).toContain(`${body.id}"`);

    const log = logged();
    const line = log.split('\n').find((text) => text.includes(body.id));

    expect(JSON.parse(line ?? '')).toEqual({
      at: expect.any(String),
      level: 'info',
      message: 'evidence read',
      review,
      evidence: body.id,
      person: 'demo-evaluator',
    });
    expect(log).not.toMatch(/grant=|range-report/);
  });
});
