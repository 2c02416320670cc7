import { canonical, eventHash } from '../../adapters/hashing.ts';
import { eventsOf } from '../../adapters/reviews.ts';
import type { Event, EventType } from '../../domain/events.ts';
import { fold } from '../../domain/fold.ts';
import type { Head } from '../../domain/review.ts';
import { stageCloseMessage } from '../../domain/stage-close.ts';
import type { SignatureCheck } from '../../domain/verification/tools.ts';
import { lostOf, missingHands } from './check-promise.ts';
import { desk } from './people.ts';
import type { Known } from './remembered.ts';

/** What is wrong with one review: what was promised and is not there, and what does not agree. */
interface Wrong {
  readonly lost: string[];
  readonly disagreeing: string[];
}

/** What a review is held against beside its own record. */
export interface Held {
  /** By the public keys that the host gave out when it first began. */
  readonly signature: SignatureCheck;
  /** How many unanswered commands on this review have a kept answer. */
  readonly written: number;
}

const foldOf = (events: readonly Event[]): Head | string => {
  try {
    return fold(events);
  } catch (error) {
    return String(error);
  }
};

const disagreementOf = (head: Head, events: readonly Event[], known: Known): string[] => {
  const folded = foldOf(events);
  const { checked } = known;
  return [
    ...(typeof folded === 'string' ? [folded] : []),
    ...(canonical(folded) === canonical(head) ? [] : ['events do not fold to the head']),
    ...(checked && events[checked.version - 1]?.hash !== checked.chain ? ['history changed'] : []),
  ];
};

const isSigned = (review: string, event: Event, check: SignatureCheck): boolean => {
  if (event.type !== 'stage-scored' && event.type !== 'review-closed') return true;
  const { signature } = event.facts;
  const message = stageCloseMessage(review, event.seq, event.prev);
  return signature !== undefined && check(message, signature) === 'right';
};

/** Hashes that are not those of their events, and stages that the key of the host did not close. */
const unsound = (review: string, events: readonly Event[], check: SignatureCheck): string[] =>
  events.flatMap((event) => {
    const { hash, ...unhashed } = event;
    return [
      ...(eventHash(review, unhashed) === hash ? [] : [`the hash of event ${event.seq} is wrong`]),
      ...(isSigned(review, event, check) ? [] : [`event ${event.seq} is not signed`]),
    ];
  });

/** What the record writes without a command: the steps of the machine, and the first look at a submission. */
const unasked: ReadonlySet<EventType> = new Set([
  'stage-opened',
  'stage-scored',
  'review-closed',
  'stage-acknowledged',
]);

/** Stages that were first looked at more than once in a round, or by somebody else than the desk. */
const strangeLooks = (events: readonly Event[]): string[] => {
  const looks = events.filter((event) => event.type === 'stage-acknowledged');
  const rounds = new Set(looks.map(({ facts: { stage, round } }) => `${stage} ${round}`));
  return [
    ...(rounds.size === looks.length ? [] : ['a first look came twice']),
    ...(looks.every(({ by }) => by?.person === desk.person) ? [] : ['a stranger looked first']),
  ];
};

/** An event that nobody was told of, beyond those whose command is still unanswered. */
const unexplained = (events: readonly Event[], { receipts }: Known, written: number): string[] => {
  const told = new Set(receipts.map(({ seq }) => seq));
  const untold = events.filter(({ seq, type }) => !unasked.has(type) && !told.has(seq));
  return [
    ...strangeLooks(events),
    ...(receipts.length === told.size ? [] : ['two commands share one event']),
    ...(untold.length === written
      ? []
      : [`${untold.length} events without receipt, ${written} unanswered commands kept`]),
  ];
};

/** Everything about one review. */
export const checkReview = async (
  head: Head,
  known: Known,
  { signature, written }: Held,
): Promise<Wrong> => {
  const events = await Array.fromAsync(eventsOf(head.id));
  const lost = await Promise.all(known.receipts.map((receipt) => lostOf(events, receipt)));
  return {
    lost: [...lost.flatMap((line) => line ?? []), ...missingHands(head, known.receipts)],
    disagreeing: [
      ...disagreementOf(head, events, known),
      ...unsound(head.id, events, signature),
      ...unexplained(events, known, written),
    ],
  };
};
