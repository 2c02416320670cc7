import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../adapters/reviews.ts';
import { type Host, openHost } from '../local/host.ts';
import {
  answersTo,
  evaluator,
  openForm,
  opening,
  permanentMission,
  type SignedIn,
  signedIn,
} from './support/client.ts';

const folder = mkdtempSync(join(tmpdir(), 'ora-same-'));
let host: Host;
let desk: SignedIn;
let state: SignedIn;

const start = async () => {
  host = await openHost({ folder: join(folder, 'data'), port: 0 });
  const url = `http://127.0.0.1:${host.port}`;
  desk = await signedIn(url, evaluator);
  state = await signedIn(url, permanentMission);
};
beforeAll(start);
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

const openOne = async () => {
  const review: string = (await desk.post('/v1/reviews', opening)).body.id;
  const form = await openForm(state, review, 'self-assessment');
  const submission = { answers: answersTo(form.body.criteria), declaration: true };
  const send = (key: string) =>
    state.post(`/v1/reviews/${review}/stages/self-assessment/submission`, submission, {
      'if-match': form.etag,
      'idempotency-key': key,
    });
  return { review, form, send };
};

const submissionsOf = async (review: string) =>
  (await Array.fromAsync(eventsOf(review))).filter(({ type }) => type === 'stage-submitted');

describe('the same request', () => {
  it('sent twice, ten times at once, and again after a restart makes one event and one receipt', async () => {
    const { review, send } = await openOne();

    const atOnce = await Promise.all(Array.from({ length: 10 }, () => send('one-key')));
    const again = await send('one-key');
    await openForm(desk, review, 'evaluation');
    await host.close();
    await start();
    const afterRestart = await state.post(
      `/v1/reviews/${review}/stages/self-assessment/submission`,
      {
        answers: answersTo(
          (await state.get(`/v1/reviews/${review}/stages/self-assessment`)).body.criteria,
        ),
        declaration: true,
      },
      { 'if-match': '"1"', 'idempotency-key': 'one-key' },
    );

    for (const answered of [...atOnce, again, afterRestart])
      expect([answered.status, answered.body]).toEqual([201, atOnce[0]?.body]);
    expect(await submissionsOf(review)).toHaveLength(1);
  });

  it('opens one review, however often it is sent', async () => {
    const key = { 'idempotency-key': 'open-once' };

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => desk.post('/v1/reviews', opening, key)),
    );

    expect(
      new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size,
    ).toBe(1);
    expect(answers[0]?.status).toBe(201);
  });

  it('under ten keys at once is accepted once, and refused with a stale version otherwise', async () => {
    const { review, send } = await openOne();

    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => send(`key-${at}`)));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status } of answers) expect([201, 409, 412]).toContain(status);
    expect(await submissionsOf(review)).toHaveLength(1);
  });
});

describe('two people who save from the same form', () => {
  it('are told apart: one is saved, the other hears that somebody was faster', async () => {
    const { review, form } = await openOne();
    const save = (value: number) =>
      state.put(
        `/v1/reviews/${review}/stages/self-assessment/answers`,
        { answers: { 'INF-A4': { value } } },
        form.etag,
      );

    const saved = await Promise.all([save(10), save(20)]);

    expect(saved.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const kept = saved.findIndex(({ status }) => status === 200) === 0 ? 10 : 20;
    const { body } = await state.get(`/v1/reviews/${review}/stages/self-assessment`);
    expect(body.answers['INF-A4'].value).toBe(kept);
  });
});
