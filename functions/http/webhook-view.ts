import { createHmac, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { setting } from '../../adapters/environment.ts';
import { keepAnswer, type RequestIdentity } from '../../adapters/idempotency.ts';
import { transact, type Write } from '../../adapters/table.ts';
import { getWebhook } from '../../adapters/webhooks.ts';
import { Refusal } from '../../domain/refusal.ts';
import { Webhook } from '../../domain/webhooks/webhook.ts';
import { type AnyAsked, personUnchanged } from './command.ts';
import { once } from './once.ts';
import { permit } from './permission.ts';
import { problems } from './problem.ts';
import type { Asked, Reply } from './route.ts';

/** A webhook on the wire: without its secret, and without who registered it. */
export const WebhookView = Webhook.omit({ by: true, version: true }).meta({ id: 'Webhook' });

/** The same with its secret, which is shown this once. */
export const NewWebhook = WebhookView.extend({ secret: z.string() }).meta({ id: 'NewWebhook' });

export const webhookViewOf = (webhook: Webhook): z.output<typeof WebhookView> =>
  WebhookView.parse(webhook);

/**
 * The signing secret of a request. It follows from the request and a secret of this system, so that a copy of the
 * request gets the same one, and no answer that is kept holds it.
 */
export const secretFor = ({ hash }: RequestIdentity): string =>
  `whsec_${createHmac('sha256', setting('CURSOR_KEY')).update(`webhook\n${hash}`).digest('base64')}`;

/** A webhook by its id, revoked or not; as one that is not there where it is not. */
export const knownWebhook = async (id: string): Promise<Webhook> => {
  const found = /^wh-[0-9a-f]{20}$/.test(id) ? await getWebhook(id) : undefined;
  if (found) return found;
  throw new Refusal('not_found', problems.not_found[2]);
};

/** A webhook that is not revoked: nothing can be asked of one that is. */
const liveWebhook = async (id: string): Promise<Webhook> => {
  const found = await knownWebhook(id);
  if (!found.revoked) return found;
  throw new Refusal('not_found', 'This webhook is revoked: register another one.');
};

/** One command about a webhook, once for all copies of the request: the writes and the answer that they are decided with. */
export const onWebhook = (
  asked: AnyAsked,
  id: (identity: RequestIdentity) => string,
  decide: (
    identity: RequestIdentity,
  ) => Promise<{ status: number; body: unknown; writes: readonly Write[] }>,
): Promise<Reply> =>
  once(
    asked,
    (identity) => `webhook-${id(identity)}`,
    async (identity) => {
      const { writes, ...answer } = await decide(identity);
      const kept = keepAnswer(`webhook-${id(identity)}`, identity, answer);
      await transact([...writes, kept, ...personUnchanged(asked.person)], randomUUID());
      return answer;
    },
  );

/** One command on a webhook that is not revoked, for an admin: decided on the webhook as it is when it is carried out. */
export const onLiveWebhook = async (
  asked: Asked<{ id: string }, unknown, unknown>,
  decide: (live: Webhook, identity: RequestIdentity) => ReturnType<Parameters<typeof onWebhook>[2]>,
): Promise<Reply> => {
  const { id } = asked.params;
  permit(asked.person, 'manage-webhooks');
  await liveWebhook(id);
  return onWebhook(
    asked,
    () => id,
    async (identity) => decide(await liveWebhook(id), identity),
  );
};
