import { now, timestamp } from '../../adapters/clock.ts';
import { count, log } from '../../adapters/log.ts';
import { transactUnlessMoved } from '../../adapters/table.ts';
import {
  claimDelivery,
  deliverableNow,
  type Position,
  putPosition,
} from '../../adapters/webhook-deliveries.ts';
import { getWebhook, webhookWrite } from '../../adapters/webhooks.ts';
import { isDelivered } from '../../domain/webhooks/delivery.ts';
import { failsFor, isActive, type Webhook } from '../../domain/webhooks/webhook.ts';
import { collected } from './collect.ts';
import { sendDelivery } from './send.ts';

/** After so many failures in a row a run leaves the rest of a webhook to the next one. */
const patience = 3;

/** What a run saw of a receiver. */
interface Seen {
  delivered: number;
  failed: number;
  gone: boolean;
  more: boolean;
}

/** Sends what is due, one after the other and the oldest first, until the time is over or the receiver does not answer. */
const sendDue = async (webhook: Webhook, until: number): Promise<Seen> => {
  const seen: Seen = { delivered: 0, failed: 0, gone: false, more: false };
  let inARow = 0;
  for (const key of (await Array.fromAsync(deliverableNow(webhook.id))).toSorted((a, b) =>
    a.sk < b.sk ? -1 : 1,
  )) {
    if (Date.now() >= until) return { ...seen, more: true };
    const claimed = await claimDelivery(key);
    const outcome = claimed && (await sendDelivery(webhook, claimed));
    if (outcome === undefined) continue;
    if (isDelivered(outcome)) seen.delivered += 1;
    else seen.failed += 1;
    inARow = isDelivered(outcome) ? 0 : inARow + 1;
    if (outcome === 410) return { ...seen, gone: true };
    if (inARow >= patience) break;
  }
  return seen;
};

/** Sends nothing more to a webhook, and lets an alarm go off; an admin who changed it meanwhile has the last word. */
const disable = async (id: string, reason: 'failing' | 'gone'): Promise<void> => {
  const seen = await getWebhook(id);
  if (!seen || !isActive(seen)) return;
  const next = { ...seen, disabled: { at: timestamp(), reason }, version: seen.version + 1 };
  if (!(await transactUnlessMoved([webhookWrite(next, seen)]))) return;
  log('error', 'a webhook was disabled', { webhook: id, reason });
  count('WebhooksDisabled', 1);
};

/** Since when every attempt has failed, after what a run saw; undefined where one did not. */
const failingSince = (before: Position, { delivered, failed }: Seen): string | undefined => {
  if (delivered > 0) return undefined;
  return before.failingSince ?? (failed > 0 ? timestamp() : undefined);
};

/** Notes how a receiver does, and gives it up where it has failed for days or says itself that it is gone. */
const heed = async ({ id }: Webhook, before: Position, seen: Seen): Promise<void> => {
  const since = failingSince(before, seen);
  const { failingSince: _, ...position } = before;
  if (since !== before.failingSince)
    await putPosition(id, { ...position, ...(since && { failingSince: since }) });
  if (seen.gone) return disable(id, 'gone');
  if (since && seen.failed > 0 && now() - Date.parse(since) >= failsFor)
    await disable(id, 'failing');
};

/** One run for one webhook: finds what it is to be told, and tells it, until the wall clock says so; true when there is more. */
export const deliverTo = async (webhook: Webhook, until: number): Promise<boolean> => {
  const { position, more } = await collected(webhook);
  const seen = await sendDue(webhook, until);
  await heed(webhook, position, seen);
  return more || seen.more;
};
