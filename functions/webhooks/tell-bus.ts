import { type Announced, announcedBetween } from '../../adapters/announced-events.ts';
import { now, timestamp } from '../../adapters/clock.ts';
import { setting } from '../../adapters/environment.ts';
import { entriesAtOnce, inBatches, putOnBus } from '../../adapters/event-bus.ts';
import { getEvent, getHead } from '../../adapters/reviews.ts';
import { Unavailable } from '../../adapters/unavailable.ts';
import {
  getPosition,
  loggedSince,
  oweDelivery,
  putPosition,
} from '../../adapters/webhook-deliveries.ts';
import { type CloudEvent, cloudEventOf, eventIdOf } from '../../domain/webhooks/cloud-event.ts';
import { atOnce, overlap } from './collect.ts';
import { mayBeTold } from './sight.ts';

/** Under which id the bus has a position and a log, as a webhook has; no webhook is called so. */
const bus = 'event-bus';

/** How often a run offers an event that the bus does not take, and the first pause between, in milliseconds. */
const offers = 4;
const firstPause = 200;

const idOf = ({ review, seq }: Announced): string => eventIdOf(review, seq);

/** Notes what became of an event; what the log holds is not sent again. */
const note = async (announced: Announced, status: 'delivered' | 'withheld'): Promise<void> => {
  const { review, seq, type, at } = announced;
  await oweDelivery({
    webhook: bus,
    event: idOf(announced),
    review,
    sequence: seq,
    type,
    at,
    owedAt: timestamp(),
    status,
    attempts: status === 'delivered' ? 1 : 0,
    tries: [],
    version: 1,
  });
};

/** What a webhook without State and mission would be told; undefined where nobody outside may know of it. */
const toldOf = async ({ review, seq }: Announced): Promise<CloudEvent | undefined> => {
  const [head, event] = await Promise.all([getHead(review), getEvent(review, seq)]);
  if (!head || !event || !mayBeTold({}, head, event)) return undefined;
  return cloudEventOf(head, event, setting('ORA_ORIGIN'));
};

/** Offers a batch until the bus has taken all of it. Throws `Unavailable` where it does not: nothing later is sent before. */
const offer = async (
  batch: readonly CloudEvent[],
  announced: ReadonlyMap<string, Announced>,
): Promise<void> => {
  let left = batch;
  for (let tries = 1; ; tries += 1) {
    const taken = await putOnBus(left);
    for (const id of taken) {
      const one = announced.get(id);
      if (one) await note(one, 'delivered');
    }
    left = left.filter(({ id }) => !taken.has(id));
    if (left.length === 0) return;
    if (tries === offers) throw new Unavailable('the event bus did not take every event');
    await new Promise((resolve) => setTimeout(resolve, firstPause * 2 ** tries));
  }
};

/** Tells the bus of a few events, the first first. */
const tell = async (some: readonly Announced[]): Promise<void> => {
  const told = await Promise.all(some.map(toldOf));
  for (const [at, one] of some.entries()) if (!told[at]) await note(one, 'withheld');
  const byId = new Map(some.map((one) => [idOf(one), one]));
  for (const batch of inBatches(told.flatMap((event) => event ?? []))) await offer(batch, byId);
};

/**
 * Puts on the bus every event that its log does not hold, in the order in which they are found, and moves its
 * position on after that, until the wall clock says so; true when there is more. The first run of all looks back
 * as far as any other: functions are not all deployed at one moment.
 */
export const tellBus = async (until: number): Promise<boolean> => {
  const to = timestamp();
  const { through } = await getPosition({ id: bus, made: to });
  let from = new Date(Math.min(Date.parse(through), now()) - overlap).toISOString();
  const logged = await loggedSince(bus, from);
  for (;;) {
    const found = await announcedBetween(from, to, atOnce);
    const news = found.events.filter((event) => !logged.has(idOf(event)));
    for (let at = 0; at < news.length; at += entriesAtOnce) {
      if (Date.now() >= until) return true;
      const some = news.slice(at, at + entriesAtOnce);
      await tell(some);
      for (const one of some) logged.add(idOf(one));
    }
    await putPosition(bus, { through: found.through });
    if (found.through >= to || found.through <= from) return false;
    from = found.through;
  }
};
