import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import type { CloudEvent } from '../domain/webhooks/cloud-event.ts';
import { setting } from './environment.ts';
import { log } from './log.ts';
import { classified } from './unavailable.ts';

const client = new EventBridgeClient({});

/** By what a rule on the bus knows the events of this system. */
const source = 'ora';

/** How many entries one call takes. */
export const entriesAtOnce = 10;

/**
 * How many bytes the entries of one call may have between them.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
const bytesAtOnce = 256 * 1024;

const entryOf = (event: CloudEvent): PutEventsRequestEntry => ({
  EventBusName: setting('EVENT_BUS_NAME'),
  Source: source,
  DetailType: event.type,
  Time: new Date(event.time),
  Detail: JSON.stringify(event),
});

/** As EventBridge counts it: 14 bytes for the time, and the texts in UTF-8. */
const bytesOf = (event: CloudEvent): number =>
  14 + Buffer.byteLength(source + event.type + JSON.stringify(event));

/** Events in the order given, in batches of which each is small enough for one call. */
export const inBatches = (events: readonly CloudEvent[]): CloudEvent[][] => {
  const batches: CloudEvent[][] = [];
  let bytes = 0;
  for (const event of events) {
    const last = batches.at(-1);
    const more = bytesOf(event);
    const fits = last && last.length < entriesAtOnce && bytes + more <= bytesAtOnce;
    if (fits) last.push(event);
    else batches.push([event]);
    bytes = fits ? bytes + more : more;
  }
  return batches;
};

/**
 * Puts a batch on the bus, in one call; answers with the ids of those that it took, which need not be all.
 * `Unavailable` where EventBridge took none and may later.
 */
export const putOnBus = async (batch: readonly CloudEvent[]): Promise<Set<string>> => {
  try {
    const { Entries = [] } = await client.send(
      new PutEventsCommand({ Entries: batch.map(entryOf) }),
    );
    const refused = Entries.flatMap(({ ErrorCode }) => ErrorCode ?? []);
    if (refused.length > 0)
      log('warn', 'the event bus did not take all', { codes: refused.join(' ') });
    return new Set(batch.flatMap(({ id }, at) => (Entries[at]?.EventId ? [id] : [])));
  } catch (error) {
    throw classified(error);
  }
};
