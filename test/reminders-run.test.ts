import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluator, opening, type SignedIn, signedIn, tokenFor, until } from './support/client.ts';
import { startHost } from './support/host.ts';

const day = 86_400_000;
const state = { role: 'permanent_mission', contributor: 'RWA' };

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, evaluator);
  await tokenFor(host.url, state);
});
afterAll(() => host.close());

const postLocal = async (path: string, body: object) => {
  const headers = { 'content-type': 'application/json' };
  const method = 'POST';
  const answer = await fetch(`${host.url}${path}`, { method, headers, body: JSON.stringify(body) });
  return answer.json() as Promise<Record<string, unknown>>;
};

const openedOne = async (): Promise<string> => {
  const instrument = { id: 'infantry-battalion', version: 2 };
  return (await desk.post('/v1/reviews', { ...opening, instrument })).body.id;
};

const stateOf = (review: string) => desk.get(`/v1/reviews/${review}`);

describe('the reminders machine of the embedded host', () => {
  it('runs soon after the clock was moved, without being asked', async () => {
    const review = await openedOne();

    await postLocal('/local/clock', { forward: 200 * day });

    const lapsed = await until(
      () => stateOf(review),
      ({ body }) => body.state === 'lapsed',
    );
    expect(lapsed.body.holder).toBeNull();
  });

  it('waits to be asked where the clock is moved in the middle of a play', async () => {
    const review = await openedOne();

    await postLocal('/local/clock', { forward: 200 * day, still: true });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const before = (await stateOf(review)).body.state;
    await postLocal('/local/reminders', { wait: true });

    expect(before).toBe('self_assessment');
    await until(
      () => stateOf(review),
      ({ body }) => body.state === 'lapsed',
    );
  });

  it('says how many mails a run made, when it is waited for', async () => {
    const inOutbox = () => readdirSync(join(host.folder, 'outbox')).length;
    await openedOne();
    await postLocal('/local/reminders', { wait: true });
    await postLocal('/local/clock', { forward: 40 * day, still: true });
    const before = inOutbox();
    const { mails } = await postLocal('/local/reminders', { wait: true });

    expect(mails).toBeGreaterThan(0);
    expect(mails).toBe(inOutbox() - before);
  });
});
