import {
  identify,
  type KeptAnswer,
  keepAnswer,
  keptAnswer,
  type RequestIdentity,
} from '../../adapters/idempotency.ts';
import { delegationKey, type Key, personKey } from '../../adapters/keys.ts';
import type { ActingPerson, Person } from '../../adapters/people.ts';
import { getHead, record } from '../../adapters/reviews.ts';
import { LostCondition, versionIs, type Write } from '../../adapters/table.ts';
import { Unavailable } from '../../adapters/unavailable.ts';
import type { By, NewEvent } from '../../domain/events.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { Action } from '../../domain/permissions.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Calendar } from '../../domain/reminders/calendar.ts';
import type { Head } from '../../domain/review.ts';
import type { Stage } from '../../domain/stages.ts';
import { announce } from '../announce.ts';
import { calendarOf } from '../calendars-at-hand.ts';
import { carryOn } from '../carry-on.ts';
import { instrumentOf } from '../machine-step.ts';
import { handOver } from '../reminders/hand-over.ts';
import { requireMatch, reviewTag } from './etag.ts';
import { maySee, permit } from './permission.ts';
import { HttpRefusal, problems } from './problem.ts';
import type { Asked, Reply } from './route.ts';

/** A request of any route. */
export type AnyAsked = Asked<unknown, unknown, unknown>;

/** An id as this system makes them; anything else names nothing, and never reaches the table. */
export const isReviewId = (id: string): boolean => /^[0-9a-f]{20}$/.test(id);

/** The review, or a 404 that is the same for one that is not there and one that is not yours. */
export const visibleReview = async (person: ActingPerson, review: string): Promise<Head> => {
  const head = isReviewId(review) ? await getHead(review) : undefined;
  if (!head || !maySee(person, head)) throw new Refusal('not_found', problems.not_found[2]);
  return head;
};

/** Who asks, and for whom: two names where somebody acts for another. */
export const nameOf = ({ id, actsFor }: ActingPerson): string =>
  actsFor ? `${id} for ${actsFor.id}` : id;

/** The identity of a command, from its Idempotency-Key. */
export const identityOf = ({ person, method, path, headers, body }: AnyAsked): RequestIdentity => {
  const key = headers.get('idempotency-key');
  if (!key) throw new HttpRefusal('key_missing');
  if (key.length > 255)
    throw new HttpRefusal('key_missing', [], 'The Idempotency-Key is longer than 255 characters.');
  return identify(nameOf(person), method, path, key, body);
};

/** The answer that an earlier copy of this request got, or undefined. */
export const replayOf = async (
  review: string,
  identity: RequestIdentity,
): Promise<Reply | undefined> => {
  const kept = await keptAnswer(review, identity);
  if (kept === 'reused') throw new HttpRefusal('key_reused');
  return kept as Reply | undefined;
};

/**
 * Decides; where a rule refuses only because a copy of this very request was carried out since we
 * looked for one, the answer is the copy's.
 */
export const unlessCopyWas = async (
  place: string,
  identity: RequestIdentity,
  decide: () => Promise<Reply>,
): Promise<Reply> => {
  try {
    return await decide();
  } catch (error) {
    const replay = error instanceof Refusal ? await replayOf(place, identity) : undefined;
    if (replay) return replay;
    throw error;
  }
};

/**
 * The decision rested on the people as read, and on delegator and delegation where somebody acts
 * for another: none of them may have changed meanwhile.
 */
export const personUnchanged = (asker: ActingPerson, ...others: readonly Person[]): Write[] => {
  const { actsFor, delegation } = asker;
  const people = [asker, ...(actsFor ? [actsFor] : []), ...others];
  // A transaction may name an item once; of one person, the version that was seen first counts.
  const first = people.filter(
    ({ id }, index) => people.findIndex((other) => other.id === id) === index,
  );
  const unchanged = (check: Key, version: number): Write => ({
    name: 'person',
    check,
    condition: versionIs(version),
  });
  return [
    ...first.map(({ id, version }) => unchanged(personKey(id), version)),
    ...(delegation ? [unchanged(delegationKey(delegation.id), delegation.version)] : []),
  ];
};

interface Command {
  readonly action: Action;
  /** The stage it is about; `open` for whichever is open. */
  readonly stage?: Stage | 'open';
  /** Further ETags that this command accepts beside the review's. */
  readonly tags?: (head: Head) => Promise<string[]>;
  /** `none`: adds to the record whatever its version is, so it wants no If-Match. */
  readonly match?: 'none';
  /** The answer where what is asked for is done already, by another request; undefined where it is not. */
  readonly done?: (head: Head) => Promise<KeptAnswer | undefined>;
  readonly decide: (
    head: Head,
    instrument: Instrument,
    by: By,
    calendar: Calendar,
  ) => NewEvent | Promise<NewEvent>;
  /** What is written in the same transaction beside event and answer. */
  readonly beside?: (head: Head) => Promise<readonly Write[]>;
  readonly answer: (after: Head, at: string, event: NewEvent) => KeptAnswer;
}

const carryOut = async (
  asked: AnyAsked,
  head: Head,
  identity: RequestIdentity,
  command: Command,
): Promise<Reply> => {
  const review = head.id;
  const stage = command.stage === 'open' ? head.stage : command.stage;
  const by = permit(asked.person, command.action, head, stage);
  const done = await command.done?.(head);
  if (done) return done as Reply;
  if (command.match !== 'none')
    requireMatch(asked.headers, reviewTag(head.version), ...((await command.tags?.(head)) ?? []));
  const event = await command.decide(head, instrumentOf(head), by, await calendarOf(head));
  const beside = (await command.beside?.(head)) ?? [];
  const {
    head: after,
    at,
    out,
    due,
  } = await record(review, head, event, (next, when) => [
    keepAnswer(review, identity, command.answer(next, when, event)),
    ...personUnchanged(asked.person),
    ...beside,
  ]);
  await carryOn(out);
  await handOver(review, due);
  await announce();
  return command.answer(after, at, event) as Reply;
};

const attempt = async (
  asked: AnyAsked,
  review: string,
  identity: RequestIdentity,
  command: Command,
): Promise<Reply> => {
  const head = await visibleReview(asked.person, review);
  return (
    (await replayOf(review, identity)) ??
    unlessCopyWas(review, identity, () => carryOut(asked, head, identity, command))
  );
};

/**
 * Decides again, at most so many times, while others move what the decision rested on; then tells the caller
 * to try again.
 */
export const untilUndisturbed = async <T>(decide: () => Promise<T>, times = 5): Promise<T> => {
  for (let tries = 0; tries < times; tries += 1) {
    try {
      return await decide();
    } catch (error) {
      if (!(error instanceof LostCondition)) throw error;
    }
  }
  throw new Unavailable('try again: the record changes too fast');
};

/**
 * One command on one review: visibility, then the earlier answer to the same key, then policy,
 * If-Match (unless it only adds) and the rules; then one transaction with event and idempotency
 * record. When the record moved meanwhile, all of it is decided again.
 */
export const change = async (asked: AnyAsked, review: string, command: Command): Promise<Reply> => {
  const identity = identityOf(asked);
  // Whoever only adds contradicts nobody: many may add at once, and one succeeds each time.
  const times = command.match === 'none' ? 25 : 5;
  return untilUndisturbed(() => attempt(asked, review, identity, command), times);
};
