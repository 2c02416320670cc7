import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getItem } from '../adapters/table.ts';
import { startReceiver } from './support/receiver.ts';
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

describe('a webhook whose receiver fails', () => {
  it('tries again what a receiver did not take, later each time, with the same id, and shows each attempt', async () => {
    const { id, secret } = await at.register({ types: ['review-opened'] });
    at.receiver.answers(503);
    const review = await at.openReview();
    await host.remind();
    await host.remind();
    const [first] = await at.logOf(id);
    expect(first).toMatchObject({
      status: 'pending',
      attempts: 1,
      tries: [{ outcome: 503 }],
      nextAt: expect.any(String),
    });
    await at.forward(2 * 60_000);
    await host.remind();
    const [second] = await at.logOf(id);
    expect(second.attempts).toBe(2);
    at.receiver.answers(200);
    await at.forward(3 * 60_000);
    await host.remind();

    expect(at.ids()).toEqual(Array(3).fill(`ev_${review}_1`));
    expect(new Set(at.receiver.received.map(({ body }) => body)).size).toBe(1);
    for (const one of at.receiver.received) at.receiver.verified(one, secret);
    expect((await at.logOf(id))[0]).toMatchObject({
      status: 'delivered',
      attempts: 3,
      tries: [{ outcome: 503 }, { outcome: 503 }, { outcome: 200 }],
    });
  });

  it('takes no redirect for an answer', async () => {
    const { id } = await at.register({ types: ['review-opened'] });
    const elsewhere = await startReceiver();
    at.receiver.answers(307, { location: elsewhere.url });
    await at.openReview();
    await host.remind();

    expect(elsewhere.received).toEqual([]);
    expect((await at.logOf(id))[0]).toMatchObject({ status: 'pending', tries: [{ outcome: 307 }] });
    await elsewhere.close();
  });

  it('finds what it was not told when it is resumed, after it was given up for failing', async () => {
    const { id } = await at.register({ types: ['review-opened'] });
    at.receiver.answers(500);
    const parked = await at.openReview();
    await host.remind();
    await at.forward(3 * day + 60_000);
    await host.remind();
    expect((await at.logOf(id))[0]).toMatchObject({ status: 'parked', sequence: 1 });
    const pending = await at.openReview();
    await at.forward(2 * day);
    await host.remind();
    expect((await at.admin.get(`/v1/webhooks/${id}`)).body.disabled).toMatchObject({
      reason: 'failing',
    });
    const meanwhile = await at.openReview();
    at.receiver.received.length = 0;
    at.receiver.answers(204);
    await host.remind();
    expect(at.receiver.received).toEqual([]);
    await at.admin.post(`/v1/webhooks/${id}/resumption`, undefined);
    await at.forward(2 * 60_000);
    await host.remind();
    expect(at.ids()).toEqual([`ev_${pending}_1`, `ev_${meanwhile}_1`]);

    await at.admin.post(`/v1/webhooks/${id}/replays`, { review: parked, sequence: 1 });
    await host.remind();
    expect(at.ids().at(-1)).toBe(`ev_${parked}_1`);
  });

  it('is given up at once when it says itself that it is gone', async () => {
    const { id } = await at.register();
    at.receiver.answers(410);
    await at.openReview();
    await host.remind();

    expect((await at.admin.get(`/v1/webhooks/${id}`)).body.disabled.reason).toBe('gone');
    expect(at.receiver.received).toHaveLength(1);
  });

  it('is called no more once it is revoked, and its secrets are gone', async () => {
    const { id } = await at.register();
    await at.openReview();
    await at.admin.del(`/v1/webhooks/${id}`);
    await at.openReview();
    await host.remind();

    expect(at.receiver.received).toEqual([]);
    for (const slot of [0, 1])
      expect(await getItem({ pk: `WEBHOOK-SECRET#${id}`, sk: `SECRET#${slot}` })).toEqual({
        pk: `WEBHOOK-SECRET#${id}`,
        sk: `SECRET#${slot}`,
      });
    expect((await at.admin.post(`/v1/webhooks/${id}/tests`, undefined)).status).toBe(404);
  });
});
