import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { reviewIdOf } from '../../adapters/idempotency.ts';
import { readListening } from '../../adapters/listening.ts';
import { deliveryWrite, listDeliveries, replayWrite } from '../../adapters/webhook-deliveries.ts';
import { webhookWrite } from '../../adapters/webhooks.ts';
import { Refusal } from '../../domain/refusal.ts';
import {
  Delivery,
  owedFrom,
  type ReplayRequest,
  ReplayRequest as Replays,
} from '../../domain/webhooks/delivery.ts';
import { announce } from '../announce.ts';
import { nameOf } from '../http/command.ts';
import { PageQuery, pageReply, pageStart } from '../http/page.ts';
import { permit } from '../http/permission.ts';
import { route } from '../http/route.ts';
import { knownWebhook, onLiveWebhook, WebhookView, webhookViewOf } from '../http/webhook-view.ts';

const params = z.object({ id: z.string() });

const DeliveryView = Delivery.omit({ webhook: true, version: true, claimedUntil: true }).meta({
  id: 'Delivery',
});

export const testRoute = route({
  method: 'post',
  path: '/v1/webhooks/{id}/tests',
  summary:
    'Have an event of a test sent, which says nothing of any review; the log shows how it ended',
  action: 'manage-webhooks',
  wants: ['idempotency-key'],
  params,
  status: 202,
  response: DeliveryView,
  handle: async (asked) => {
    const reply = await onLiveWebhook(asked, async ({ id }, identity) => {
      const at = timestamp();
      const event = `test_${reviewIdOf(identity)}`;
      const delivery = owedFrom(at, { webhook: id, event, type: 'test', at });
      return { status: 202, body: DeliveryView.parse(delivery), writes: [deliveryWrite(delivery)] };
    });
    await announce();
    return reply;
  },
});

export const resumeWebhookRoute = route({
  method: 'post',
  path: '/v1/webhooks/{id}/resumption',
  summary: 'Send again to a webhook that was disabled: also what happened meanwhile',
  action: 'manage-webhooks',
  wants: ['idempotency-key'],
  params,
  status: 200,
  response: WebhookView,
  handle: async (asked) => {
    const reply = await onLiveWebhook(asked, async (seen) => {
      const { disabled: _, ...enabled } = seen;
      const next = { ...enabled, version: seen.version + 1 };
      return { status: 200, body: webhookViewOf(next), writes: [webhookWrite(next, seen)] };
    });
    await announce();
    return reply;
  },
});

/** An instant before anybody listened has no list of events to go by. */
const requireListed = async (asked: ReplayRequest): Promise<void> => {
  if (!('from' in asked)) return;
  const { since } = await readListening();
  if (since !== undefined && asked.from >= since) return;
  const detail = `Events are listed since ${since}: replay from there on, or name a review and a sequence.`;
  throw new Refusal('invalid_request', 'So far back only a review can be replayed.', [
    { pointer: '/from', code: 'too_early', detail },
  ]);
};

const Accepted = z.object({ id: z.string() }).meta({ id: 'ReplayReceipt' });

export const replayRoute = route({
  method: 'post',
  path: '/v1/webhooks/{id}/replays',
  summary:
    'Have events delivered again, with the ids that they had: all since an instant, or those of a review from a sequence on',
  action: 'manage-webhooks',
  wants: ['idempotency-key'],
  params,
  body: Replays,
  status: 202,
  response: Accepted,
  handle: async (asked) => {
    const { body } = asked;
    const reply = await onLiveWebhook(asked, async (live, identity) => {
      await requireListed(body);
      const id = reviewIdOf(identity);
      const replay = { webhook: live.id, id, asked: body, to: timestamp(), done: false };
      return { status: 202, body: { id }, writes: [replayWrite(replay)] };
    });
    await announce();
    return reply;
  },
});

export const listDeliveriesRoute = route({
  method: 'get',
  path: '/v1/webhooks/{id}/deliveries',
  summary:
    'List what a webhook was and will be told, the latest event first: each attempt, how it ended, and when the next one is',
  action: 'manage-webhooks',
  params,
  query: PageQuery,
  status: 200,
  response: z.object({ items: z.array(DeliveryView), next: z.string().optional() }),
  handle: async ({ person, query, params: { id } }) => {
    permit(person, 'manage-webhooks');
    await knownWebhook(id);
    const bound = `${nameOf(person)} deliveries ${id}`;
    const { deliveries, last } = await listDeliveries(id, pageStart(query, bound), query.limit);
    const items = deliveries.map((delivery) => DeliveryView.parse(delivery));
    return pageReply(`/v1/webhooks/${id}/deliveries`, query, bound, items, last);
  },
});
