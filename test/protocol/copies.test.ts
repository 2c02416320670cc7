import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../adapters/reviews.ts';
import { useDynamoDB } from '../../adapters/table.ts';
import { type Host, openHost } from '../../local/host.ts';
import {
  answersTo,
  evaluator,
  openForm,
  opening,
  permanentMission,
  signedIn,
  tokenFor,
} from '../support/client.ts';
import { reorderingClient, tableClient } from './reordered.ts';

const folder = mkdtempSync(join(tmpdir(), 'ora-'));
let host: Host;
let token: { desk: string; state: string; contributor: string };

const url = () => `http://127.0.0.1:${host.port}`;

const openAgain = async () => {
  host = await openHost({ folder: join(folder, 'data'), port: 0 });
  token = {
    desk: await tokenFor(url(), evaluator),
    state: await tokenFor(url(), permanentMission),
    contributor: await tokenFor(url(), { role: 'contributor', contributor: 'RWA' }),
  };
};

beforeAll(openAgain);
afterEach(() => useDynamoDB(tableClient(host.endpoints.table)));
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Request {
  readonly who: keyof typeof token;
  readonly method?: string;
  readonly path: string;
  readonly body: unknown;
  readonly key?: string;
  readonly etag?: string;
}

/** The status and the very bytes of an answer. */
const send = async ({ who, method = 'POST', path, body, key, etag }: Request) => {
  const response = await fetch(`${url()}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token[who]}`,
      'content-type': 'application/json',
      ...(key && { 'idempotency-key': key }),
      ...(etag && { 'if-match': etag }),
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
};

const openRequest = (key: string): Request => ({
  who: 'desk',
  path: '/v1/reviews',
  body: opening,
  key,
});

const openOne = async (): Promise<string> =>
  JSON.parse((await send(openRequest(crypto.randomUUID()))).text).id;

/** A review whose self-assessment is open, its form, and the submission of it. */
const submission = async (): Promise<{ review: string; request: Request }> => {
  const review = await openOne();
  const form = await openForm(await signedIn(url(), permanentMission), review, 'self-assessment');
  const request: Request = {
    who: 'state',
    path: `/v1/reviews/${review}/stages/self-assessment/submission`,
    body: { answers: answersTo(form.body.criteria), declaration: true },
    key: crypto.randomUUID(),
    etag: form.etag,
  };
  return { review, request };
};

const countOf = async (review: string, type: string): Promise<number> =>
  (await Array.fromAsync(eventsOf(review))).filter((event) => event.type === type).length;

describe('a submission', () => {
  it('sent twice, and again after a restart, is one event with one receipt, byte for byte', async () => {
    const { review, request } = await submission();

    const answers = [await send(request), await send(request)];
    await host.close();
    await openAgain();
    answers.push(await send(request));

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await countOf(review, 'stage-submitted')).toBe(1);
  });

  it('sent ten times at once is one event with one receipt, byte for byte', async () => {
    const { review, request } = await submission();

    const answers = await Promise.all(Array.from({ length: 10 }, () => send(request)));

    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await countOf(review, 'stage-submitted')).toBe(1);
  });

  it('has one receipt even where the table gives the fields of a map back in another order', async () => {
    const { request } = await submission();
    const key = crypto.randomUUID();
    useDynamoDB(reorderingClient(host.endpoints.table));

    const submitted = [await send(request), await send(request)];
    const opened = [await send(openRequest(key)), await send(openRequest(key))];

    expect(submitted[1]).toEqual(submitted[0]);
    expect(opened[1]).toEqual(opened[0]);
  });

  it('with a key that came with other words before is refused', async () => {
    const { review, request } = await submission();
    await send(request);

    const { status } = await send({ ...request, body: { answers: {}, declaration: true } });

    expect(status).toBe(422);
    expect(await countOf(review, 'stage-submitted')).toBe(1);
  });
});

describe('a review', () => {
  it('opened ten times at once with one key is one review, answered byte for byte the same', async () => {
    const key = crypto.randomUUID();

    const answers = await Promise.all(Array.from({ length: 10 }, () => send(openRequest(key))));

    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await countOf(JSON.parse(answers[0]?.text ?? '').id, 'review-opened')).toBe(1);
  });
});

describe('two people with the same If-Match', () => {
  it('who save a draft: one is told to read again', async () => {
    const { review, request } = await submission();
    const path = `/v1/reviews/${review}/stages/self-assessment/answers`;
    const save = (who: 'state' | 'contributor', value: boolean): Promise<{ status: number }> =>
      send({
        who,
        method: 'PUT',
        path,
        body: { answers: { 'INF-A1': { value } } },
        ...(request.etag && { etag: request.etag }),
      });

    const answers = await Promise.all([save('state', true), save('contributor', false)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('who command: one is told to read again', async () => {
    const review = await openOne();
    const form = await openForm(await signedIn(url(), permanentMission), review, 'self-assessment');
    const move = (arrival: string) =>
      send({
        who: 'desk',
        path: `/v1/reviews/${review}/anchors`,
        body: { arrival, reason: 'Ships are late.' },
        key: crypto.randomUUID(),
        etag: '"2"',
      });

    const answers = await Promise.all([move('2027-07-01'), move('2027-08-01')]);

    expect(form.body.open).toBe(true);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 412]);
    expect(await countOf(review, 'anchors-moved')).toBe(1);
  });
});
