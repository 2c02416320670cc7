import { type Announced, announcedBetween } from '../../adapters/announced-events.ts';
import { timestamp } from '../../adapters/clock.ts';
import { eventsOf, getHead } from '../../adapters/reviews.ts';
import {
  getPosition,
  loggedSince,
  openReplays,
  oweAgain,
  oweDelivery,
  type Position,
  putPosition,
  putReplay,
} from '../../adapters/webhook-deliveries.ts';
import { eventIdOf } from '../../domain/webhooks/cloud-event.ts';
import { type Delivery, owedFrom, type Replay } from '../../domain/webhooks/delivery.ts';
import { type Webhook, wants } from '../../domain/webhooks/webhook.ts';

/** So many events of a shard at a time; a run that finds more is followed by another. */
export const atOnce = 500;

/** How far back each run looks again: longer than a transaction, an index and a clock may lag together. */
export const overlap = 3_600_000;

const owedNow = (webhook: Webhook, { review, seq, type, at }: Announced): Delivery =>
  owedFrom(timestamp(), {
    webhook: webhook.id,
    event: eventIdOf(review, seq),
    review,
    sequence: seq,
    type,
    at,
  });

/** Never before its registration, however far a run looks back. */
const backFrom = ({ made }: Webhook, through: string): string => {
  const back = new Date(Date.parse(through) - overlap).toISOString();
  return back > made ? back : made;
};

/** Owes a webhook those of these events that it wants and that its log does not hold. */
const oweNew = async (
  webhook: Webhook,
  events: readonly Announced[],
  logged: () => Promise<Set<string>>,
): Promise<void> => {
  for (const event of events.filter((one) => wants(webhook, one)))
    if (!(await logged()).has(eventIdOf(event.review, event.seq)))
      await oweDelivery(owedNow(webhook, event));
};

/**
 * Owes a webhook every event that it wants and that its log does not hold yet, and moves its position on after
 * that: whatever stops between is done again by the next run. What was looked at before is gone through whole, so
 * that each run comes further, however much happened in the hour that it looks back. `more` when one run was not
 * enough.
 */
const collect = async (webhook: Webhook): Promise<{ position: Position; more: boolean }> => {
  const position = await getPosition(webhook);
  const now = timestamp();
  const back = backFrom(webhook, position.through);
  let log: Promise<Set<string>> | undefined;
  const logged = () => (log ??= loggedSince(webhook.id, back));
  let from = back;
  let through = back;
  do {
    from = through;
    const found = await announcedBetween(from, now, atOnce);
    await oweNew(webhook, found.events, logged);
    through = found.through;
  } while (through <= position.through && through > from);
  // Never back: each run would look an hour further back than the one before.
  const next = { ...position, through: through > position.through ? through : position.through };
  await putPosition(webhook.id, next);
  return { position: next, more: through > from && through < now };
};

/** The events of one review from a place in its record, as the index would have them. */
const ofReview = async (review: string, sequence: number): Promise<Announced[]> => {
  const head = await getHead(review);
  if (!head) return [];
  const { contributor, mission } = head;
  const found: Announced[] = [];
  for await (const { seq, at, type } of eventsOf(review, sequence - 1))
    found.push({ review, seq, at, type, contributor, mission });
  return found;
};

/** Owes again a part of what a replay asks for, and notes how far it came; true when it is at its end. */
const replayPart = async (webhook: Webhook, replay: Replay): Promise<boolean> => {
  const { asked, to } = replay;
  const { events, through } =
    'from' in asked
      ? await announcedBetween(asked.from, to, atOnce)
      : { events: await ofReview(asked.review, asked.sequence), through: to };
  for (const event of events)
    if (wants(webhook, event) && event.at <= to) await oweAgain(owedNow(webhook, event));
  const done = through >= to;
  await putReplay({ ...replay, done, ...('from' in asked && { asked: { from: through } }) });
  return done;
};

/** Goes on with the replays of a webhook; true when there is more. */
const replay = async (webhook: Webhook): Promise<boolean> => {
  const parts = [];
  for (const one of await openReplays(webhook.id)) parts.push(await replayPart(webhook, one));
  return parts.includes(false);
};

/** Owes a webhook all that it is to be told, now or again; where it then stands, and whether there is more. */
export const collected = async (
  webhook: Webhook,
): Promise<{ position: Position; more: boolean }> => {
  const { position, more } = await collect(webhook);
  return { position, more: (await replay(webhook)) || more };
};
