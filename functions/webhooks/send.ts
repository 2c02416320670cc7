import { now, timestamp } from '../../adapters/clock.ts';
import { setting } from '../../adapters/environment.ts';
import { log } from '../../adapters/log.ts';
import { post } from '../../adapters/outgoing.ts';
import { getEvent, getHead } from '../../adapters/reviews.ts';
import { settleDelivery } from '../../adapters/webhook-deliveries.ts';
import { signedHeaders } from '../../adapters/webhook-signature.ts';
import { signingSecrets } from '../../adapters/webhooks.ts';
import { type CloudEvent, cloudEventOf, testEventOf } from '../../domain/webhooks/cloud-event.ts';
import { type Delivery, type Outcome, tried } from '../../domain/webhooks/delivery.ts';
import type { Webhook } from '../../domain/webhooks/webhook.ts';
import { mayBeTold } from './sight.ts';

/** What is to be sent of a delivery; undefined where the webhook may not know of it. */
const eventOf = async (webhook: Webhook, delivery: Delivery): Promise<CloudEvent | undefined> => {
  const { review, sequence, event: id, at } = delivery;
  const origin = setting('ORA_ORIGIN');
  if (review === undefined || sequence === undefined)
    return testEventOf(id, webhook.id, at, origin);
  const [head, event] = await Promise.all([getHead(review), getEvent(review, sequence)]);
  if (!head || !event || !mayBeTold(webhook, head, event)) return undefined;
  return cloudEventOf(head, event, origin);
};

/** What a delivery is that nobody may be told of. */
const withheld = ({ claimedUntil: _, nextAt: _next, ...delivery }: Delivery): Delivery => ({
  ...delivery,
  status: 'withheld',
  version: delivery.version + 1,
});

/** Sends one event to a webhook, once, and says in the log how it ended; undefined where it may not be told. */
export const sendDelivery = async (
  webhook: Webhook,
  claimed: Delivery,
): Promise<Outcome | undefined> => {
  const event = await eventOf(webhook, claimed);
  if (!event) {
    await settleDelivery(claimed, withheld(claimed));
    return undefined;
  }
  const body = JSON.stringify(event);
  const secrets = await signingSecrets(webhook);
  const outcome = await post(webhook.url, body, {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'user-agent': 'ORA-Webhooks/1',
    ...signedHeaders(event.id, body, secrets),
  });
  const next = tried(claimed, outcome, now());
  await settleDelivery(claimed, next);
  log('info', 'a webhook was called', {
    webhook: webhook.id,
    event: event.id,
    outcome,
    status: next.status,
    at: timestamp(),
  });
  return outcome;
};
