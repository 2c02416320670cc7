import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anchorHeads } from '../adapters/anchoring.ts';
import { checkedBy } from '../adapters/signatures.ts';
import { verificationTools } from '../adapters/verification-tools.ts';
import type { ExportedChain } from '../domain/verification/record-export.ts';
import { type Evidence, verifyRecord } from '../domain/verification/verify-record.ts';
import { castOf } from './support/cast.ts';
import { openForm, opening, type SignedIn, signedIn, submit, until } from './support/client.ts';
import { briefing } from './support/dialogue.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let state: SignedIn;
let field: SignedIn;
let review: string;
const secret = 'Do not tell the Secretariat that the medic is on leave.';

const proofFor = async (person: SignedIn) => (await person.get(`/v1/reviews/${review}/proof`)).body;
const dialogue = '/v1/missions/MINUSCA/proof';

beforeAll(async () => {
  host = await startHost();
  ({ desk, state, field } = await castOf(host.url));
  review = (await desk.post('/v1/reviews', opening)).body.id;
  await openForm(state, review, 'self-assessment');
  const comment = { criterion: 'INF-A1', text: secret, audience: 'side' };
  expect((await state.post(`/v1/reviews/${review}/comments`, comment)).status).toBe(201);
  await submit(state, review, 'self-assessment');
  await submit(desk, review, 'evaluation');
  await until(
    () => desk.get(`/v1/reviews/${review}`),
    ({ body }) => body.stage === 'verification',
  );
  expect((await desk.post('/v1/dialogue/briefings', briefing)).status).toBe(201);
  await anchorHeads(0);
});
afterAll(() => host.close());

const verifiedFor = async (chains: ExportedChain[], roots: SignedIn) => {
  const { keys } = (await roots.get('/v1/keys')).body;
  const { items } = (await roots.get('/v1/anchors')).body;
  const evidence: Evidence = {
    exportedAt: new Date().toISOString(),
    chains,
    check: checkedBy(keys),
    anchors: items,
    receipts: [],
  };
  return verifyRecord(evidence, verificationTools);
};

describe('the proof of a review', () => {
  it('is for the Secretariat the record as it is kept, with head and answers', async () => {
    const proof = await proofFor(desk);

    expect(proof).toMatchObject({
      id: review,
      whole: true,
      head: { id: review, chain: expect.any(String) },
    });
    expect(proof.events[0].by).toMatchObject({
      person: expect.any(String),
      rule: expect.any(String),
    });
    expect(Object.keys(proof.answers).map((name) => name.split('#')[0])).toEqual([
      'self-assessment',
      'evaluation',
    ]);
  });

  it('leaves of what even the Secretariat may not know its place in the chain, and still fits', async () => {
    const proof = await proofFor(desk);
    const whole = { kind: 'review' as const, ...proof };
    const { body: said } = await desk.get(dialogue);

    const report = await verifiedFor([whole, { kind: 'dialogue', ...said }], desk);

    const hidden = proof.events.filter(({ type }: { type: string }) => type === 'withheld');
    expect(hidden).toEqual([
      {
        seq: expect.any(Number),
        type: 'withheld',
        at: expect.any(String),
        facts: {},
        prev: expect.any(String),
        hash: expect.any(String),
      },
    ]);
    expect(JSON.stringify(proof)).not.toContain(secret);
    expect(report.misfits).toEqual([]);
    expect(report.cannotTell).toEqual([expect.stringContaining('1 of the events')]);
    expect(report.vouchedUpTo).toBeDefined();
  });

  it('is for the State what it may read, and enough to prove that its review is under a signed root', async () => {
    const proof = await proofFor(state);

    const report = await verifiedFor([{ kind: 'review', ...proof }], state);

    expect(proof).toMatchObject({ whole: false, inclusion: { anchor: { count: 2 } } });
    expect(proof).not.toHaveProperty('answers');
    expect(JSON.stringify(proof)).toContain(secret);
    expect(proof.events.filter(({ signature }: { signature?: object }) => signature)).toHaveLength(
      2,
    );
    expect(proof.events.at(-2).facts).toEqual({ stage: 'evaluation', round: 1 });
    expect(report.misfits).toEqual([]);
    expect(report.vouchedUpTo).toBe(proof.inclusion.anchor.asOf);
  });

  it('tells the field nothing of what only the State may read', async () => {
    const proof = await proofFor(field);

    expect(proof.whole).toBe(false);
    expect(JSON.stringify(proof)).not.toContain(secret);
    expect(proof.events.some(({ type }: { type: string }) => type === 'withheld')).toBe(true);
  });

  it('is there for nobody else', async () => {
    const stranger = await signedIn(host.url, { role: 'permanent_mission', contributor: 'GHA' });

    const { status } = await stranger.get(`/v1/reviews/${review}/proof`);

    expect(status).toBe(404);
  });
});

describe('the proof of a dialogue', () => {
  it('is the whole record for the Secretariat, and nobody else’s', async () => {
    const { body } = await desk.get(dialogue);

    expect(body).toMatchObject({
      id: 'MINUSCA',
      whole: true,
      events: [{ type: 'briefing-recorded' }],
    });
    expect((await state.get(dialogue)).status).toBe(403);
    expect((await field.get(dialogue)).status).toBe(403);
    expect((await desk.get('/v1/missions/NOWHERE/proof')).status).toBe(404);
  });
});

describe('the list of roots', () => {
  it('has the heads of reviews and dialogues for the Secretariat only', async () => {
    const { body } = await desk.get('/v1/anchors');
    const others = await state.get('/v1/anchors');

    expect(body.items.at(-1).changed.map(([id]: [string]) => id)).toEqual(
      [review, 'dialogue/MINUSCA'].sort(),
    );
    expect(others.body.items.map(({ n, root }: { n: number; root: string }) => [n, root])).toEqual(
      body.items.map(({ n, root }: { n: number; root: string }) => [n, root]),
    );
    expect(JSON.stringify(others.body)).not.toContain(review);
    expect(
      (await desk.get('/v1/anchors?after=1')).body.items.map(({ n }: { n: number }) => n),
    ).toEqual([2]);
  });
});
