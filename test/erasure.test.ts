import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventHash } from '../adapters/hashing.ts';
import { eventsOf, getHead } from '../adapters/reviews.ts';
import { queryAll } from '../adapters/table.ts';
import { fold } from '../domain/fold.ts';
import {
  type Answered,
  evaluator,
  openForm,
  opening,
  type SignedIn,
  signedIn,
  submit,
} from './support/client.ts';
import { startHost } from './support/host.ts';
import { nothingDue } from './support/reminders.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let admin: SignedIn;
let desk: SignedIn;

beforeAll(async () => {
  host = await startHost();
  admin = await signedIn(host.url, { role: 'admin' });
  desk = await signedIn(host.url, evaluator);
});
afterAll(() => host.close());

const amina = { name: 'Amina Nkurunziza', email: 'amina.nk@mission.example' };
const codeOf = ({ status, body }: Answered) => `${status} ${body.type?.split('#')[1]}`;
const register = (body: object, headers?: Record<string, string>) =>
  admin.post('/v1/people', body, headers);

const mails = (): string[] =>
  readdirSync(join(host.folder, 'outbox')).map((file) =>
    readFileSync(join(host.folder, 'outbox', file), 'utf8'),
  );

/** What a person's own name and address could be found by. */
const traces = /Amina|Nkurunziza|amina\.nk/;

const everyItem = async (keys: readonly string[]) => {
  const found = [];
  for (const pk of keys)
    for await (const item of queryAll({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
    }))
      found.push(item);
  return found;
};

describe('an erasure', () => {
  const mission = { role: 'permanent_mission', contributor: 'KEN', person: 'k-1' };
  const named = { id: 'k-1', ...amina, role: 'permanent_mission', contributor: 'KEN' };
  let review: string;
  let state: SignedIn;
  let erased: Answered;
  let before: { head: unknown; mails: number };

  beforeAll(async () => {
    state = await signedIn(host.url, mission);
    const { etag } = await admin.get('/v1/people/k-1');
    await register(named, { 'if-match': etag });
    review = (await desk.post('/v1/reviews', { ...opening, contributor: 'KEN' })).body.id;
    await openForm(state, review, 'self-assessment');
    await nothingDue();
    await submit(state, review, 'self-assessment');
    await openForm(desk, review, 'evaluation');
    await nothingDue();
    before = {
      head: await getHead(review),
      mails: mails().filter((mail) => traces.test(mail)).length,
    };
    erased = await admin.post('/v1/people/k-1/erasure', {});
  });

  it('leaves an id, a role and a pseudonym', async () => {
    const { body } = await admin.get('/v1/people/k-1');

    expect(erased.status).toBe(200);
    expect(body).toEqual({
      id: 'k-1',
      name: 'Erased person k-1',
      role: 'permanent_mission',
      contributor: 'KEN',
      language: 'en',
      version: 3,
      registered: expect.any(String),
      registeredBy: 'demo-admin',
      erased: expect.any(String),
      erasedBy: 'demo-admin',
    });
  });

  it('leaves the name nowhere in the table, nor in the log', async () => {
    const keys = [`REVIEW#${review}`, 'REVIEW#person-k-1', 'PERSON#k-1', 'ADMINS'];
    const items = await everyItem(keys);

    expect(items.length).toBeGreaterThan(8);
    expect(JSON.stringify(items)).not.toMatch(traces);
    expect(readFileSync(join(host.folder, 'log.jsonl'), 'utf8')).not.toMatch(traces);
  });

  it('does not touch the record: it folds to its head, and every hash is right', async () => {
    const events = await Array.fromAsync(eventsOf(review));

    expect(await getHead(review)).toEqual(before.head);
    expect(fold(events)).toEqual(before.head);
    for (const { hash, ...event } of events) expect(eventHash(review, event)).toBe(hash);
    expect(events.some(({ by }) => by?.person === 'k-1')).toBe(true);
  });

  it('ends every session, and no new one begins', async () => {
    const again = await fetch(`${host.url}/local/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(mission),
    });

    expect(codeOf(await state.get('/v1/reviews'))).toBe('401 unauthenticated');
    expect([again.status, ((await again.json()) as { type: string }).type]).toEqual([
      409,
      '/docs/problems#person_erased',
    ]);
  });

  it('is told by the sign-in page, which takes another id', async () => {
    const signIn = (person: string) =>
      fetch(`${host.url}/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ ...mission, person }),
      });

    expect(await (await signIn('k-1')).text()).toContain('k-1 was erased');
    expect((await signIn('k-3')).status).toBe(303);
  });

  it('ends the mail: what was sent before is all that is left', async () => {
    const successor = await signedIn(host.url, { ...mission, person: 'k-2' });
    const { criteria } = (await desk.get(`/v1/reviews/${review}/stages/evaluation`)).body;
    const back = {
      criteria: [{ criterion: criteria[0].id, reason: 'Too short.', wanted: 'More.' }],
    };
    const { etag } = await desk.get(`/v1/reviews/${review}`);
    const returned = await desk.post(`/v1/reviews/${review}/returns`, back, { 'if-match': etag });
    await openForm(successor, review, 'self-assessment');
    await nothingDue();

    expect(returned.status).toBe(201);
    expect(before.mails).toBe(2); // What was asked, and the receipt.
    expect(mails().filter((mail) => traces.test(mail))).toHaveLength(before.mails);
    expect(mails().filter((mail) => mail.includes('k-2@'))).toHaveLength(1);
  });

  it('is final, and said again changes nothing', async () => {
    const again = await admin.post('/v1/people/k-1/erasure', {});
    const back = await register(named, { 'if-match': '"3"' });

    expect(again.body).toEqual(erased.body);
    expect(codeOf(back)).toBe('409 person_erased');
    expect(codeOf(await admin.post('/v1/people/nobody-there/erasure', {}))).toBe('404 not_found');
  });

  it('leaves nobody to whom a stage could be given', async () => {
    const { etag } = await desk.get(`/v1/reviews/${review}`);

    const answered = await desk.post(
      `/v1/reviews/${review}/assignments`,
      { stage: 'self-assessment', person: 'k-1' },
      { 'if-match': etag },
    );

    expect([answered.status, answered.body.errors[0].pointer]).toEqual([422, '/person']);
  });
});
