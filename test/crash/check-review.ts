import { canonical, eventHash, sha256 } from '../../adapters/hashing.ts';
import { keptAnswer } from '../../adapters/idempotency.ts';
import { answersKey } from '../../adapters/keys.ts';
import { eventsOf } from '../../adapters/reviews.ts';
import { getItem } from '../../adapters/table.ts';
import type { Answers } from '../../domain/answers.ts';
import type { Event } from '../../domain/events.ts';
import { fold } from '../../domain/fold.ts';
import type { Head } from '../../domain/review.ts';
import { identityOf, type Known, type Receipt } from './remembered.ts';

/** What is wrong with one review: what was promised and is not there, and what does not agree. */
interface Wrong {
  readonly lost: string[];
  readonly disagreeing: string[];
}

const hashesHold = (review: string, event: Event): boolean => {
  const { hash, ...unhashed } = event;
  return eventHash(review, unhashed) === hash;
};

const foldOf = (events: readonly Event[]): Head | string => {
  try {
    return fold(events);
  } catch (error) {
    return String(error);
  }
};

const storedAnswers = async (review: string, event: Event | undefined) => {
  if (event?.type !== 'stage-submitted') return undefined;
  const { stage, answers } = event.facts;
  const item = await getItem(answersKey(review, `${stage}#${answers}`));
  const whole =
    sha256(canonical(item?.answers ?? null)) === answers.slice(answers.indexOf('#') + 1);
  return whole ? (item?.answers as Answers) : undefined;
};

const holdsAnswers = (stored: Answers | undefined, sent: Answers): boolean =>
  stored !== undefined &&
  Object.entries(sent).every(([id, answer]) => canonical(stored[id] ?? null) === canonical(answer));

/** What an acknowledgement promised and the record does not hold; undefined when all is there. */
const lostOf = async (events: readonly Event[], receipt: Receipt): Promise<string | undefined> => {
  const { sent, seq, head } = receipt;
  const event = events[seq - 1];
  if (!event || (head && event.hash !== head)) return `event ${seq} is not as acknowledged`;
  const kept = await keptAnswer(sent.review, identityOf(sent));
  if (!kept || kept === 'reused') return `the answer to event ${seq} is not kept`;
  if (sent.kind !== 'submit') return undefined;
  const stored = await storedAnswers(sent.review, event);
  const given = sent.body.answers as Answers;
  return holdsAnswers(stored, given) ? undefined : `the answers of event ${seq} are not whole`;
};

const disagreementOf = (head: Head, events: readonly Event[], known: Known): string[] => {
  const folded = foldOf(events);
  const { checked } = known;
  return [
    ...(typeof folded === 'string' ? [folded] : []),
    ...(canonical(folded) === canonical(head) ? [] : ['events do not fold to the head']),
    ...(events.every((event) => hashesHold(head.id, event)) ? [] : ['a hash does not hold']),
    ...(checked && events[checked.version - 1]?.hash !== checked.chain ? ['history changed'] : []),
  ];
};

/** A person's event that nobody was told of, beyond those whose command is still unanswered; a first look has no receipt. */
const unexplained = (events: readonly Event[], { receipts }: Known, written: number): string[] => {
  const told = new Set(receipts.map(({ seq }) => seq));
  const untold = events.filter(
    ({ by, seq, type }) => by && type !== 'stage-acknowledged' && !told.has(seq),
  );
  const twice = receipts.length === told.size ? [] : ['two commands share one event'];
  if (untold.length === written) return twice;
  return [...twice, `${untold.length} events without receipt, ${written} unanswered commands kept`];
};

/** Everything about one review; `written` counts its unanswered commands whose answer is kept. */
export const checkReview = async (head: Head, known: Known, written: number): Promise<Wrong> => {
  const events = await Array.fromAsync(eventsOf(head.id));
  const lost = await Promise.all(known.receipts.map((receipt) => lostOf(events, receipt)));
  return {
    lost: lost.flatMap((line) => line ?? []),
    disagreeing: [...disagreementOf(head, events, known), ...unexplained(events, known, written)],
  };
};
