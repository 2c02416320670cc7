import * as z from 'zod';
import { isSet } from '../adapters/environment.ts';
import { count, log } from '../adapters/log.ts';
import { allWebhooks } from '../adapters/webhooks.ts';
import { isActive } from '../domain/webhooks/webhook.ts';
import { task } from './front-door.ts';
import { deliverTo } from './webhooks/deliver-to.ts';
import { tellBus } from './webhooks/tell-bus.ts';

/** How long a run sends, in milliseconds; what one attempt may take comes on top. */
const sendingTime = 120_000;

/** How many runs may follow each other; what is left then waits for the next quarter of an hour. */
const rounds = 20;

/** Tells every webhook, and the event bus where there is one, what it is to be told. One that fails keeps no other waiting. */
export const handler = task('deliver-events', z.object({ round: z.int() }), async ({ round }) => {
  const until = Date.now() + sendingTime;
  const webhooks = (await allWebhooks()).filter(isActive);
  const runs = await Promise.allSettled([
    ...webhooks.map((webhook) => deliverTo(webhook, until)),
    ...(isSet('EVENT_BUS_NAME') ? [tellBus(until)] : []),
  ]);
  const failed = runs.filter(({ status }) => status === 'rejected').length;
  if (failed > 0) {
    log('error', 'webhooks or the event bus could not be served', { failed });
    count('WebhookRunsFailed', failed);
  }
  const more = runs.some((run) => run.status === 'fulfilled' && run.value);
  return { more: more && round + 1 < rounds, round: round + 1 };
});
