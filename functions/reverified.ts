import { eventsOf, getEvent, getHead } from '../adapters/reviews.ts';
import { nextStep } from '../domain/chain.ts';
import { findingsOf, reverifiedFindings } from '../domain/dossier/findings.ts';
import type { Head } from '../domain/review.ts';
import type { Rating } from '../domain/scoring.ts';
import { instrumentOf, step } from './machine-step.ts';
import { tracesOf } from './verdict-grounds.ts';

/** How the field now rates the criteria that a re-verification reopened. */
const ratingsOf = async (head: Head): Promise<Record<string, Rating>> => {
  const opening = await getEvent(head.id, 1);
  const reopened = opening?.type === 'review-opened' ? (opening.facts.criteria ?? []) : [];
  const { verification = {} } = await tracesOf(head, instrumentOf(head));
  return Object.fromEntries(
    Object.entries(verification).filter(([criterion]) => reopened.includes(criterion)),
  );
};

/** Whether a re-verification is about to be closed with a verdict: nothing of it can change any more. */
const isConcluded = (head: Head): boolean =>
  nextStep(head).task === 'close' && head.state === 'verification';

/**
 * Tells the review behind a re-verification what became of its findings, before the re-verification
 * itself is closed: whatever fails in between, the close is tried again and this with it, and a
 * finding that was told is not told twice.
 */
export const tellFindings = async (review: string): Promise<void> => {
  const head = await getHead(review);
  if (head?.basis?.kind !== 'reverification' || !isConcluded(head)) return;
  const parent = head.basis.review;
  const ratings = await ratingsOf(head);
  const outstanding = async () =>
    reverifiedFindings(findingsOf(await Array.fromAsync(eventsOf(parent))), review, ratings);
  const { length } = await outstanding();
  // Each step tells the first that is left, and decides anew when the record moved meanwhile.
  for (let told = 0; told < length; told += 1)
    await step(parent, async () => (await outstanding())[0]);
};
