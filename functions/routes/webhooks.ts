import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { reviewIdOf } from '../../adapters/idempotency.ts';
import { listeningWrite, readListening } from '../../adapters/listening.ts';
import { faultOf } from '../../adapters/outgoing.ts';
import { transact } from '../../adapters/table.ts';
import { allWebhooks, forgetSecrets, secretWrite, webhookWrite } from '../../adapters/webhooks.ts';
import { Refusal } from '../../domain/refusal.ts';
import { WebhookRequest } from '../../domain/webhooks/webhook.ts';
import { identityOf, personUnchanged, untilUndisturbed } from '../http/command.ts';
import { permit } from '../http/permission.ts';
import { type Route, route } from '../http/route.ts';
import {
  knownWebhook,
  NewWebhook,
  onLiveWebhook,
  onWebhook,
  secretFor,
  WebhookView,
  webhookViewOf,
} from '../http/webhook-view.ts';
import { listDeliveriesRoute, replayRoute, resumeWebhookRoute, testRoute } from './webhook-work.ts';

/** So many webhooks at a time: one run serves them all. */
const most = 20;

const requireSendable = (url: string): void => {
  const fault = faultOf(url);
  if (!fault) return;
  const errors = [{ pointer: '/url', code: 'not_sendable', detail: fault }];
  throw new Refusal('invalid_request', 'Nothing can be sent to this address.', errors);
};

const requireRoom = async (): Promise<void> => {
  const live = (await allWebhooks()).filter(({ revoked }) => !revoked);
  if (live.length < most) return;
  const detail = `There are ${most} webhooks, which is the most: revoke one first.`;
  throw new Refusal('invalid_request', detail);
};

const registerWebhookRoute = route({
  method: 'post',
  path: '/v1/webhooks',
  summary:
    'Register an address to which events are delivered, signed with a secret that is shown once',
  action: 'manage-webhooks',
  wants: ['idempotency-key'],
  body: WebhookRequest,
  status: 201,
  response: NewWebhook,
  handle: async (asked) => {
    const { person, body } = asked;
    permit(person, 'manage-webhooks');
    const secret = secretFor(identityOf(asked));
    const idOf = (identity: ReturnType<typeof identityOf>) => `wh-${reviewIdOf(identity)}`;
    const reply = await onWebhook(asked, idOf, async (identity) => {
      requireSendable(body.url);
      await requireRoom();
      const id = idOf(identity);
      const webhook = {
        ...body,
        id,
        by: person.id,
        made: timestamp(),
        rotation: 0,
        version: 1,
      };
      const listening = await readListening();
      return {
        status: 201,
        body: webhookViewOf(webhook),
        writes: [
          webhookWrite(webhook),
          secretWrite(id, 0, secret),
          listeningWrite(listening, webhook.made),
        ],
      };
    });
    await readListening();
    return { ...reply, body: { ...(reply.body as object), secret } };
  },
});

const listWebhooksRoute = route({
  method: 'get',
  path: '/v1/webhooks',
  summary: 'List the webhooks, the revoked among them, without their secrets',
  action: 'manage-webhooks',
  status: 200,
  response: z.object({ items: z.array(WebhookView) }),
  handle: async ({ person }) => {
    permit(person, 'manage-webhooks');
    return { body: { items: (await allWebhooks()).map(webhookViewOf) } };
  },
});

const params = z.object({ id: z.string() });

const readWebhookRoute = route({
  method: 'get',
  path: '/v1/webhooks/{id}',
  summary: 'Read one webhook, without its secret',
  action: 'manage-webhooks',
  params,
  status: 200,
  response: WebhookView,
  handle: async ({ person, params: { id } }) => {
    permit(person, 'manage-webhooks');
    return { body: webhookViewOf(await knownWebhook(id)) };
  },
});

const revokeWebhookRoute = route({
  method: 'delete',
  path: '/v1/webhooks/{id}',
  summary: 'Revoke a webhook, at once and for good: nothing is sent to it any more',
  action: 'manage-webhooks',
  params,
  status: 200,
  response: WebhookView,
  handle: async ({ person, params: { id } }) => {
    permit(person, 'manage-webhooks');
    return untilUndisturbed(async () => {
      const seen = await knownWebhook(id);
      if (seen.revoked) return { body: webhookViewOf(seen) };
      const next = { ...seen, revoked: timestamp(), version: seen.version + 1 };
      const listening = await readListening();
      const others = (await allWebhooks()).some((one) => !one.revoked && one.id !== id);
      await transact(
        [
          webhookWrite(next, seen),
          ...forgetSecrets(id),
          listeningWrite(listening, others ? listening.since : undefined),
          ...personUnchanged(person),
        ],
        randomUUID(),
      );
      return { body: webhookViewOf(next) };
    });
  },
});

const rotateRoute = route({
  method: 'post',
  path: '/v1/webhooks/{id}/secrets',
  summary:
    'Replace the secret of a webhook; the new one is shown once, and the one before signs beside it for a day',
  action: 'manage-webhooks',
  wants: ['idempotency-key'],
  params,
  status: 201,
  response: NewWebhook,
  handle: async (asked) => {
    const secret = secretFor(identityOf(asked));
    const reply = await onLiveWebhook(asked, async (seen) => {
      const rotation = seen.rotation + 1;
      const next = { ...seen, rotation, rotated: timestamp(), version: seen.version + 1 };
      return {
        status: 201,
        body: webhookViewOf(next),
        writes: [webhookWrite(next, seen), secretWrite(seen.id, rotation, secret)],
      };
    });
    return { ...reply, body: { ...(reply.body as object), secret } };
  },
});

/** The routes of webhooks, for admins. */
export const webhookRoutes: readonly Route[] = [
  registerWebhookRoute,
  listWebhooksRoute,
  readWebhookRoute,
  revokeWebhookRoute,
  rotateRoute,
  testRoute,
  resumeWebhookRoute,
  replayRoute,
  listDeliveriesRoute,
];
