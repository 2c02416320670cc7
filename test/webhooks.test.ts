import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventsOf } from '../adapters/reviews.ts';
import { queryAll } from '../adapters/table.ts';
import { opening, permanentMission, signedIn, submit } from './support/client.ts';
import { root } from './support/product-files.ts';
import { startWebhookHost } from './support/webhook-host.ts';

const day = 86_400_000;

let host: Awaited<ReturnType<typeof startWebhookHost>>['host'];
let at: Awaited<ReturnType<typeof startWebhookHost>>;

beforeAll(async () => {
  at = await startWebhookHost();
  host = at.host;
}, 60_000);
afterAll(() => at.close());
beforeEach(() => at.clear());

describe('a webhook', () => {
  it('is told every event of a review as a CloudEvent, signed, in the order of the record', async () => {
    const { id, secret } = await at.register();
    const review = await at.openReview();
    await submit(at.state, review, 'self-assessment');
    await submit(at.desk, review, 'evaluation');
    await host.remind();
    const events = await Array.fromAsync(eventsOf(review));

    expect(events.length).toBeGreaterThan(7);
    expect(at.ids().toSorted()).toEqual(events.map(({ seq }) => `ev_${review}_${seq}`).toSorted());
    for (const one of at.receiver.received) {
      expect(at.receiver.verified(one, secret)).toEqual(one.event);
      expect(() => at.receiver.verified({ ...one, body: `${one.body} ` }, secret)).toThrow();
      expect(one.headers['content-type']).toMatch(/^application\/cloudevents\+json/);
      expect(one.headers['webhook-id']).toBe(one.event.id);
    }
    expect(at.receiver.received[0]?.event).toEqual({
      specversion: '1.0',
      id: `ev_${review}_1`,
      source: `${host.url}/v1/reviews/${review}`,
      type: 'ora.review-opened.v1',
      subject: review,
      time: events[0]?.at,
      datacontenttype: 'application/json',
      sequence: '0000000001',
      data: {
        review,
        sequence: 1,
        event: 'review-opened',
        contributor: 'RWA',
        mission: 'MINUSCA',
        facts: {
          instrument: opening.instrument,
          plannedDeployment: opening.plannedDeployment,
          dueAt: expect.any(String),
        },
      },
    });
    const log = await at.logOf(id);
    expect(new Set(log.map((row: { status: string }) => row.status))).toEqual(
      new Set(['delivered']),
    );
    await host.remind();
    expect(at.ids()).toHaveLength(events.length);
  });

  it('is told soon after a command, without the reminders', async () => {
    await at.register({ types: ['review-opened'] });
    const review = await at.openReview();
    for (let tries = 0; tries < 400 && at.ids().length === 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));

    expect(at.ids()).toEqual([`ev_${review}_1`]);
  }, 30_000);

  it('is told of the events, the State and the mission that it was registered for, and of nothing else', async () => {
    await at.register({ types: ['stage-opened'], contributor: 'GHA', mission: 'UNMISS' });
    await at.openReview();
    await at.openReview({ contributor: 'GHA' });
    const meant = await at.openReview({ contributor: 'GHA', mission: 'UNMISS' });
    await signedIn(host.url, { ...permanentMission, contributor: 'GHA' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await host.remind();

    expect(at.receiver.received.map(({ event }) => [event.subject, event.type])).toEqual([
      [meant, 'ora.stage-opened.v1'],
    ]);
  });

  it('has events delivered again, since an instant or of one review, with the ids that they had', async () => {
    const { id, made } = await at.register({ types: ['review-opened', 'stage-opened'] });
    const [one, other] = [await at.openReview(), await at.openReview()];
    for (const review of [one, other])
      await at.desk.get(`/v1/reviews/${review}/stages/self-assessment`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await host.remind();
    const all = at.ids().toSorted();
    expect(all).toHaveLength(4);

    at.receiver.received.length = 0;
    const again = await at.admin.post(`/v1/webhooks/${id}/replays`, { from: made });
    expect(again.status).toBe(202);
    await host.remind();
    expect(at.ids().toSorted()).toEqual(all);

    at.receiver.received.length = 0;
    await at.admin.post(`/v1/webhooks/${id}/replays`, { review: other, sequence: 2 });
    await host.remind();
    expect(at.ids()).toEqual([all.findLast((each) => each.startsWith(`ev_${other}_`))]);
    const early = await at.admin.post(`/v1/webhooks/${id}/replays`, {
      from: '2000-01-01T00:00:00.000Z',
    });
    expect([early.status, early.body.errors[0].code]).toEqual([422, 'too_early']);
  });

  it('sends a test that says nothing of any review', async () => {
    const { id, secret } = await at.register({ types: ['review-closed'] });
    const asked = await at.admin.post(`/v1/webhooks/${id}/tests`, undefined);
    await host.remind();

    expect(asked.status).toBe(202);
    const [one] = at.receiver.received;
    expect(one?.event).toMatchObject({ type: 'ora.test.v1', id: asked.body.event });
    expect(one && at.receiver.verified(one, secret)).toBeTruthy();
  });
});

describe('the secret of a webhook', () => {
  it('is shown once, and again to a copy of the very request; no answer, list or log holds it', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const first = await at.admin.post('/v1/webhooks', { url: at.receiver.url }, key);
    const copy = await at.admin.post('/v1/webhooks', { url: at.receiver.url }, key);
    const { id, secret } = first.body;
    await at.openReview();
    await host.remind();
    const kept = await Array.fromAsync(
      queryAll({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `REVIEW#webhook-${id}` },
      }),
    );
    const { readFile } = await import('node:fs/promises');

    expect(copy.body).toEqual(first.body);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(kept).toHaveLength(1);
    for (const place of [
      kept,
      (await at.admin.get('/v1/webhooks')).body,
      (await at.admin.get(`/v1/webhooks/${id}`)).body,
      await at.logOf(id),
      at.receiver.received,
      await readFile(`${host.folder}/log.jsonl`, 'utf8'),
    ])
      expect(JSON.stringify(place)).not.toContain(secret.slice(6));
  });

  it('is replaced without a gap: for a day the one before signs as well', async () => {
    const { id, secret } = await at.register({ types: ['review-opened'] });
    const renewed = await at.admin.post(`/v1/webhooks/${id}/secrets`, undefined);
    await at.openReview();
    await host.remind();
    await at.forward(day + 1000);
    await at.openReview();
    await host.remind();
    const [during, after] = at.receiver.received;
    if (!during || !after) throw new Error('nothing was delivered');

    expect(renewed.status).toBe(201);
    expect(renewed.body.secret).not.toBe(secret);
    at.receiver.verified(during, secret);
    at.receiver.verified(during, renewed.body.secret);
    at.receiver.verified(after, renewed.body.secret);
    expect(() => at.receiver.verified(after, secret)).toThrow();
  });
});

describe('the receiver of docs/webhooks.md', () => {
  it('takes what is delivered, and neither another body, another secret nor an old one', async () => {
    const page = readFileSync(join(root, 'docs/webhooks.md'), 'utf8');
    const [, code = ''] = /```js\n([\s\S]+?)```/.exec(page) ?? [];
    const { verified } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    const { id, secret } = await at.register();
    await at.admin.post(`/v1/webhooks/${id}/tests`, undefined);
    await at.host.remind();
    const [one] = at.receiver.received;
    if (!one) throw new Error('nothing was delivered');
    const old = { ...one.headers, 'webhook-timestamp': '1700000000' };

    expect(verified(secret, one.headers, one.body)).toEqual(one.event);
    expect(() => verified(secret, one.headers, `${one.body} `)).toThrow('not signed');
    expect(() => verified(`whsec_${btoa('x'.repeat(32))}`, one.headers, one.body)).toThrow();
    expect(() => verified(secret, old, one.body)).toThrow('too old');
  });
});
