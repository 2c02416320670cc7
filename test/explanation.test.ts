import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { castOf } from './support/cast.ts';
import {
  answersTo,
  openForm,
  opening,
  type SignedIn,
  signedIn,
  submit,
  until,
} from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let director: SignedIn;
let state: SignedIn;
let field: SignedIn;
let contingent: SignedIn;

beforeAll(async () => {
  host = await startHost();
  ({ desk, director, state, field, contingent } = await castOf(host.url));
});
afterAll(() => host.close());

const policeUnit = {
  ...opening,
  unit: { name: 'Fictional Formed Police Unit 1', type: 'FPU' },
  instrument: { id: 'formed-police-unit', version: 2 },
};

const command = async (person: SignedIn, review: string, path: string, body: unknown) => {
  const { etag } = await person.get(`/v1/reviews/${review}`);
  return person.post(`/v1/reviews/${review}/${path}`, body, { 'if-match': etag });
};

/** Recommends and decides that the unit may deploy. */
const letDeploy = async (review: string) => {
  const form = await openForm(desk, review, 'evaluation');
  const answers = answersTo(form.body.criteria);
  await desk.post(
    `/v1/reviews/${review}/stages/evaluation/submission`,
    { answers, declaration: true, recommendation: 'ready' },
    { 'if-match': form.etag },
  );
  await command(director, review, 'decisions', { decision: 'ready' });
};

/** A closed review of a formed police unit, with what the field found. */
const closedWith = async (found: Record<string, unknown>): Promise<string> => {
  const review: string = (await desk.post('/v1/reviews', policeUnit)).body.id;
  await submit(state, review, 'self-assessment');
  await letDeploy(review);
  await submit(field, review, 'verification', found);
  await command(contingent, review, 'stages/verification/signatures', {
    agrees: true,
    disagreements: [],
  });
  await until(
    () => desk.get(`/v1/reviews/${review}`),
    ({ body }) => body.verdict !== undefined,
  );
  return review;
};

describe('95 per cent with one critical "no"', () => {
  let review: string;
  beforeAll(async () => {
    review = await closedWith({ 'FPU-A1': false, 'FPU-J2': 'U', 'FPU-K2': false });
  });
  const explained = async (person: SignedIn) =>
    (await person.get(`/v1/reviews/${review}/explanation`)).body;

  it('is not ready, and says which criterion and what the score would have been', async () => {
    const { summary, verdict, withoutCap, limiting } = await explained(desk);

    expect(verdict).toMatchObject({ rating: 'not_ready', score: 69.9, limitedBy: ['FPU-A1'] });
    expect(withoutCap).toEqual({ score: 95, rating: 'ready' });
    expect(limiting.map(({ criterion }: { criterion: string }) => criterion)).toEqual(['FPU-A1']);
    expect(summary).toMatch(
      /not ready, with a score of 69\.9\. It is capped by FPU-A1.*the score would be 95, which alone reads as ready/,
    );
  });

  it('says what the criterion asks, who said what, what it caps and what would lift that', async () => {
    const { limiting } = await explained(desk);

    expect(limiting[0]).toMatchObject({
      text: 'No national caveat beyond those declared in writing',
      section: { id: 'A', title: 'Command, control, legal' },
      measure: 'YN',
      critical: true,
      weight: 2,
      voices: {
        self: { value: true, rating: 'S', by: 'permanent_mission' },
        evaluation: { value: true, rating: 'S', by: 'evaluator' },
        verification: { value: false, rating: 'U', by: 'verifier' },
        gap: 100,
      },
      counts: 'verification',
      rating: 'U',
      cap: 'not_ready',
      lift: '"yes" would lift this cap.',
    });
  });

  it('says which versions gave the scores, and shows the rating of each criterion by stage', async () => {
    const { instrument, scoring, stages } = await explained(desk);

    expect(instrument).toEqual({ id: 'formed-police-unit', version: 2 });
    expect(scoring).toBe(2);
    expect(
      stages.map(({ stage, score }: { stage: string; score: number }) => [stage, score]),
    ).toEqual([
      ['self-assessment', 100],
      ['evaluation', 100],
      // Of 41 criteria 23 weigh 2: 60 of 64 points.
      ['verification', 93.8],
    ]);
    expect(stages[2]).toMatchObject({ instrument: { version: 2 }, scoring: 2 });
    expect(stages[2].trace).toMatchObject({ 'FPU-A1': 'U', 'FPU-A2': 'S', 'FPU-J2': 'U' });
  });

  it('rests on events that keep the versions and the ratings with every score', async () => {
    const { items } = (await desk.get(`/v1/reviews/${review}/events?limit=100`)).body;

    const scored = items.filter(({ type }: { type: string }) => type === 'stage-scored');
    expect(scored).toHaveLength(3);
    for (const { facts } of scored)
      expect(facts).toMatchObject({
        instrument: { id: 'formed-police-unit', version: 2 },
        scoring: 2,
        trace: { 'FPU-A1': expect.stringMatching(/^[SU]$/) },
      });
  });

  it('tells the contributor what limits the unit and what would help, not what others answered', async () => {
    const { limiting, stages, verdict } = await explained(state);

    expect(limiting[0]).toMatchObject({ criterion: 'FPU-A1', counts: 'verification' });
    expect(limiting[0].lift).toBe('"yes" would lift this cap.');
    expect(Object.keys(limiting[0].voices)).toEqual(['self']);
    expect(limiting[0].rating).toBeUndefined();
    expect(stages.map(({ stage }: { stage: string }) => stage)).toEqual(['self-assessment']);
    expect(Object.keys(verdict.scores)).toEqual(['self']);
  });

  it('names what limits it to all three, and shows no voice that is not released', async () => {
    const read = async (person: SignedIn, what = '') =>
      (await person.get(`/v1/reviews/${review}${what}`)).body;
    const whole = (await read(desk)).verdict;
    const voiceOf = [
      [state, 'self'],
      [contingent, 'self'],
      [field, 'verification'],
    ] as const;

    for (const [person, voice] of voiceOf) {
      const { verdict } = await read(person);
      const { items } = await read(person, '/events?limit=100');
      const closing = items.find(({ type }: { type: string }) => type === 'review-closed');
      const { criteria } = await read(person, '/ledger');
      const { limitedBy, rating, score, scoreWithoutCap } = whole;
      expect(verdict).toMatchObject({ limitedBy, rating, score, scoreWithoutCap });
      expect(closing.facts.verdict).toEqual(verdict);
      expect(Object.keys(verdict.scores)).toEqual([voice]);
      for (const { self, evaluation, verification } of criteria) {
        const read = { self, evaluation, verification };
        const shown = Object.entries(read).filter(([, said]) => said !== undefined);
        for (const [name] of shown) expect(name).toBe(voice);
      }
    }
  });

  it('is told to nobody outside', async () => {
    const abroad = await signedIn(host.url, { role: 'permanent_mission', contributor: 'BGD' });
    const foreign = await abroad.get(`/v1/reviews/${review}/explanation`);
    const unknown = await abroad.get(`/v1/reviews/${'0'.repeat(20)}/explanation`);

    expect(foreign.status).toBe(404);
    expect(foreign.body.detail).toBe(unknown.body.detail);
  });
});

describe('the explanation of a review', () => {
  it('says so while there is no verdict, and shows the scores so far', async () => {
    const review: string = (await desk.post('/v1/reviews', policeUnit)).body.id;
    await submit(state, review, 'self-assessment', { 'FPU-B6': 16 });
    await openForm(desk, review, 'evaluation');

    const { body, status } = await desk.get(`/v1/reviews/${review}/explanation`);

    expect(status).toBe(200);
    expect(body.summary).toContain('no verdict yet');
    expect(body).toMatchObject({ limiting: [], limits: [] });
    expect(body.stages).toMatchObject([
      { stage: 'self-assessment', score: 99, trace: { 'FPU-B6': 'NI' } },
    ]);
    expect(body).not.toHaveProperty('verdict');
  });

  it('says from which percentage on a cap would be lifted, and from which one half of it', async () => {
    const review = await closedWith({ 'FPU-G5': 60, 'FPU-I2': 'U' });

    const { limiting } = (await desk.get(`/v1/reviews/${review}/explanation`)).body;

    expect(
      limiting.map(({ criterion, lift }: { criterion: string; lift: string }) => [criterion, lift]),
    ).toEqual([
      [
        'FPU-G5',
        '90 per cent or more would lift this cap; 70 per cent or more would lift it to conditional.',
      ],
      [
        'FPU-I2',
        '"satisfactory" would lift this cap; "needs improvement" would lift it to conditional.',
      ],
    ]);
    expect(limiting[0].bands).toEqual({ satisfactory: 90, improvement: 70 });
  });
});
