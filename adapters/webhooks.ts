import * as z from 'zod';
import { bothSign, Webhook } from '../domain/webhooks/webhook.ts';
import { now, timestamp } from './clock.ts';
import { webhookKey, webhookSecretKey, webhooksPartition } from './keys.ts';
import { absent, getItem, type Item, queryAll, versionIs, type Write } from './table.ts';

const webhookOf = ({ pk: _, sk: _sk, ...item }: Item): Webhook => Webhook.parse(item);

/** A webhook by its id, revoked or not, or undefined; a consistent read. */
export const getWebhook = async (id: string): Promise<Webhook | undefined> => {
  const item = await getItem(webhookKey(id));
  return item && webhookOf(item);
};

/** Every webhook that there ever was, the revoked among them; a consistent read of a few items. */
export const allWebhooks = async (): Promise<Webhook[]> => {
  const items = queryAll({
    KeyConditionExpression: 'pk = :all',
    ExpressionAttributeValues: { ':all': webhooksPartition },
    ConsistentRead: true,
  });
  return (await Array.fromAsync(items)).map(webhookOf);
};

/** Adds a webhook, or replaces it over the version that was seen. */
export const webhookWrite = (webhook: Webhook, seen?: Webhook): Write => ({
  name: 'webhook',
  put: { ...webhookKey(webhook.id), ...webhook },
  condition: seen ? versionIs(seen.version) : absent,
});

/** Keeps the secret of a rotation in its slot, in place of the one before the last. */
export const secretWrite = (id: string, rotation: number, secret: string): Write => ({
  name: 'secret',
  put: { ...webhookSecretKey(id, rotation), secret, made: timestamp() },
});

/** Takes both secrets away. */
export const forgetSecrets = (id: string): Write[] =>
  [0, 1].map((slot) => ({ name: 'secret', put: { ...webhookSecretKey(id, slot) } }));

const Kept = z.object({ secret: z.string().optional() });

/** The secrets that sign now, the newest first: for a day after a rotation the one before signs as well. */
export const signingSecrets = async ({ id, rotation, rotated }: Webhook): Promise<string[]> => {
  const isFresh = rotated !== undefined && now() - Date.parse(rotated) < bothSign;
  const slots = isFresh ? [rotation, rotation - 1] : [rotation];
  const items = await Promise.all(slots.map((slot) => getItem(webhookSecretKey(id, slot))));
  return items.flatMap((item) => Kept.parse(item ?? {}).secret ?? []);
};
