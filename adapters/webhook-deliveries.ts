import * as z from 'zod';
import { Delivery, Replay } from '../domain/webhooks/delivery.ts';
import type { Webhook } from '../domain/webhooks/webhook.ts';
import { attributesOf } from './chained-record.ts';
import { now, timestamp } from './clock.ts';
import {
  deliverableAttributes,
  deliverablePartition,
  deliveryKey,
  deliveryPrefix,
  replayKey,
  replayPrefix,
  webhookPositionKey,
} from './keys.ts';
import {
  absent,
  type Condition,
  getItem,
  type Item,
  LostCondition,
  putItem,
  queryAll,
  queryPage,
  versionIs,
  type Write,
} from './table.ts';

/** How long whoever sends has a delivery for itself: longer than any attempt may take. */
const lease = 60_000;

const deliveryOf = (item: Item): Delivery => Delivery.parse(attributesOf(item));

const itemOf = (delivery: Delivery): Item => ({
  ...deliveryKey(delivery.webhook, delivery.at, delivery.event),
  ...(delivery.nextAt && deliverableAttributes(delivery.webhook, delivery.nextAt)),
  ...delivery,
});

const put = async (delivery: Delivery, condition: Condition): Promise<boolean> => {
  try {
    await putItem(itemOf(delivery), condition);
    return true;
  } catch (error) {
    if (error instanceof LostCondition) return false;
    throw error;
  }
};

/** The write that owes a delivery which was never owed before. */
export const deliveryWrite = (delivery: Delivery): Write => ({
  name: 'delivery',
  put: itemOf(delivery),
  condition: absent,
});

/** Owes a delivery; nothing where it is in the log already, in whatever state. */
export const oweDelivery = (delivery: Delivery): Promise<boolean> => put(delivery, absent);

/** One delivery as last written. */
const getDelivery = async (
  webhook: string,
  at: string,
  event: string,
): Promise<Delivery | undefined> => {
  const item = await getItem(deliveryKey(webhook, at, event));
  return item && deliveryOf(item);
};

/** Owes a delivery again, whatever became of it; one that is owed now stays as it is. */
export const oweAgain = async (fresh: Delivery): Promise<void> => {
  for (;;) {
    const seen = await getDelivery(fresh.webhook, fresh.at, fresh.event);
    if (seen?.status === 'pending') return;
    const next = seen ? { ...fresh, tries: seen.tries, version: seen.version + 1 } : fresh;
    if (await put(next, seen ? versionIs(seen.version) : absent)) return;
  }
};

/** Takes a delivery to send it; undefined where somebody else has it, or it is not due any more. */
export const claimDelivery = async (key: Item): Promise<Delivery | undefined> => {
  const item = await getItem({ pk: key.pk, sk: key.sk });
  const seen = item && deliveryOf(item);
  const instant = timestamp();
  if (seen?.status !== 'pending' || (seen.nextAt ?? '') > instant) return undefined;
  if (seen.claimedUntil && seen.claimedUntil > instant) return undefined;
  const claimedUntil = new Date(now() + lease).toISOString();
  const claimed = { ...seen, claimedUntil, version: seen.version + 1 };
  return (await put(claimed, versionIs(seen.version))) ? claimed : undefined;
};

/** Says what became of a claimed delivery; nothing where the claim lapsed and somebody else has taken it. */
export const settleDelivery = (claimed: Delivery, next: Delivery): Promise<boolean> =>
  put(next, versionIs(claimed.version));

/** The keys of what is due to be sent to a webhook, the longest due first. */
export const deliverableNow = (webhook: string): AsyncGenerator<Item> =>
  queryAll({
    IndexName: 'gsi4',
    KeyConditionExpression: 'gsi4pk = :webhook AND gsi4sk <= :now',
    ExpressionAttributeValues: {
      ':webhook': deliverablePartition(webhook),
      ':now': timestamp(),
    },
  });

const between = (webhook: string, from: string, to: string) => ({
  KeyConditionExpression: 'pk = :webhook AND sk BETWEEN :from AND :to',
  ExpressionAttributeValues: {
    ':webhook': deliveryKey(webhook, '', '').pk,
    ':from': `${deliveryPrefix}${from}`,
    ':to': `${deliveryPrefix}${to}~`,
  },
});

/** The ids of the events since an instant that are in the log of a webhook already. */
export const loggedSince = async (webhook: string, from: string): Promise<Set<string>> => {
  const logged = new Set<string>();
  for await (const item of queryAll({ ...between(webhook, from, ''), ConsistentRead: true }))
    logged.add(deliveryOf(item).event);
  return logged;
};

/** One page of the log of a webhook, the latest event first, before the place given; `last` continues it. */
export const listDeliveries = async (
  webhook: string,
  before: string,
  limit: number,
): Promise<{ deliveries: Delivery[]; last: string | undefined }> => {
  const { items, next } = await queryPage({
    ...between(webhook, '', ''),
    ConsistentRead: true,
    ScanIndexForward: false,
    Limit: limit,
    ...(before && { ExclusiveStartKey: { pk: deliveryKey(webhook, '', '').pk, sk: before } }),
  });
  return { deliveries: items.map(deliveryOf), last: next && String(next.sk) };
};

const Position = z.object({ through: z.string(), failingSince: z.string().optional() });

/** Up to which instant the record was looked through for a webhook, and since when every attempt has failed. */
export type Position = z.output<typeof Position>;

/** Where a webhook stands; from its registration on where it never stood anywhere. */
export const getPosition = async ({
  id,
  made,
}: Pick<Webhook, 'id' | 'made'>): Promise<Position> => {
  const item = await getItem(webhookPositionKey(id));
  return item ? Position.parse(item) : { through: made };
};

export const putPosition = (webhook: string, position: Position): Promise<void> =>
  putItem({ ...webhookPositionKey(webhook), ...position });

/** Adds a replay, once. */
export const replayWrite = (replay: Replay): Write => ({
  name: 'replay',
  put: { ...replayKey(replay.webhook, replay.id), ...replay },
  condition: absent,
});

/** The replays of a webhook that are not at their end. */
export const openReplays = async (webhook: string): Promise<Replay[]> => {
  const items = queryAll({
    KeyConditionExpression: 'pk = :webhook AND begins_with(sk, :replay)',
    ExpressionAttributeValues: {
      ':webhook': replayKey(webhook, '').pk,
      ':replay': replayPrefix,
    },
    ConsistentRead: true,
  });
  return (await Array.fromAsync(items))
    .map((item) => Replay.parse(attributesOf(item)))
    .filter(({ done }) => !done);
};

export const putReplay = (replay: Replay): Promise<void> =>
  putItem({ ...replayKey(replay.webhook, replay.id), ...replay });
