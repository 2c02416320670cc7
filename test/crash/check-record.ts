import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type KeptAnswer, keptAnswer } from '../../adapters/idempotency.ts';
import { eventsOf, getHeads } from '../../adapters/reviews.ts';
import type { Head } from '../../domain/review.ts';
import type { SignatureCheck } from '../../domain/verification/tools.ts';
import { wrongIndexRows, wrongOutItems } from './check-indexes.ts';
import { checkReview, type Held } from './check-review.ts';
import type { Misses } from './figures.ts';
import { identityOf, type Known, type Remembered } from './remembered.ts';

interface Checking {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly memory: Remembered;
  readonly misses: Misses;
  readonly which: 'moved' | 'all';
  readonly signature: SignatureCheck;
}

/** What the record of a dead host holds. */
export interface Found {
  readonly heads: ReadonlyMap<string, Head>;
  /** Reviews between a commit and their next resting place. */
  readonly cutOff: readonly { readonly known: Known; readonly head: Head }[];
  /** The unanswered commands that were written, by their key. */
  readonly kept: ReadonlyMap<string, KeptAnswer>;
  readonly checked: number;
}

const readHeads = async (ids: readonly string[]): Promise<Map<string, Head>> => {
  const heads = new Map<string, Head>();
  for (let from = 0; from < ids.length; from += 100)
    for (const head of await getHeads(ids.slice(from, from + 100))) heads.set(head.id, head);
  return heads;
};

const keptAnswers = async ({ unanswered }: Remembered, misses: Misses) => {
  const kept = new Map<string, KeptAnswer>();
  for (const sent of unanswered.values()) {
    const answer = await keptAnswer(sent.review, identityOf(sent));
    if (answer === 'reused') misses.disagreeing.push(`${sent.review}: a key with another body`);
    else if (answer) kept.set(sent.key, answer);
  }
  return kept;
};

/** A review without a head may have nothing else either. */
const checkHeadless = async (known: Known, written: number, misses: Misses): Promise<void> => {
  if (known.receipts.length > 0) misses.lost.push(`${known.id}: the whole review`);
  const events = await Array.fromAsync(eventsOf(known.id));
  if (events.length + written > 0) misses.disagreeing.push(`${known.id}: a record without a head`);
};

const inTransit = ({ phase, out }: Head): boolean =>
  (phase !== 'open' && phase !== 'rest') || out.length > 0;

const checkOne = async (known: Known, head: Head, held: Held, misses: Misses) => {
  const { lost, disagreeing } = await checkReview(head, known, held);
  misses.lost.push(...lost.map((line) => `${known.id}: ${line}`));
  misses.disagreeing.push(...disagreeing.map((line) => `${known.id}: ${line}`));
  if (inTransit(head) && !known.touched)
    misses.stuck.push(
      `${known.id}: ${head.phase} ${head.stage}, nobody touched it since the check`,
    );
};

/** Checks each review that moved since the last check, or all; returns how many. */
const checkReviews = async (
  { memory, misses, which, signature }: Checking,
  heads: ReadonlyMap<string, Head>,
  kept: ReadonlyMap<string, KeptAnswer>,
): Promise<number> => {
  const written = [...memory.unanswered.values()].filter(({ key }) => kept.has(key));
  const chosen = [...memory.reviews.values()].filter(
    ({ id, touched, checked }) =>
      which === 'all' || touched || heads.get(id)?.chain !== checked?.chain,
  );
  for (const known of chosen) {
    const head = heads.get(known.id);
    const count = written.filter(({ review }) => review === known.id).length;
    if (head) await checkOne(known, head, { signature, written: count }, misses);
    else await checkHeadless(known, count, misses);
  }
  return chosen.length;
};

const noteChecked = ({ reviews }: Remembered, heads: ReadonlyMap<string, Head>): void => {
  for (const known of reviews.values()) {
    const head = heads.get(known.id);
    if (head) known.checked = head;
    known.touched = false;
  }
};

/**
 * Checks the record against all that the clients were told: every index row and OUT item, and every
 * review that moved since the last check (`all`: every review).
 */
export const checkRecord = async (checking: Checking): Promise<Found> => {
  const { client, table, memory, misses } = checking;
  const heads = await readHeads([...memory.reviews.keys()]);
  const kept = await keptAnswers(memory, misses);
  const checked = await checkReviews(checking, heads, kept);
  misses.index.push(...(await wrongIndexRows(client, table, [...heads.values()])));
  misses.out.push(...(await wrongOutItems([...heads.values()])));
  const cutOff = [...memory.reviews.values()].flatMap((known) => {
    const head = heads.get(known.id);
    return head && inTransit(head) ? [{ known, head }] : [];
  });
  noteChecked(memory, heads);
  return { heads, cutOff, kept, checked };
};
