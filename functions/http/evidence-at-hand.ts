import { eventsOf, getHead } from '../../adapters/reviews.ts';
import { type Evidence, evidenceOf } from '../../domain/dossier/evidence.ts';
import { maySeeEvidence } from '../../domain/dossier/sight.ts';
import type { Acting } from '../../domain/permissions.ts';
import type { Head } from '../../domain/review.ts';
import { sightOf } from './sight.ts';

/** Evidence, and the review under which its file is kept. */
export interface EvidenceAtHand extends Evidence {
  readonly review: string;
}

/** A review and those that it follows from, the oldest first. */
const lineOf = async (head: Head): Promise<Head[]> => {
  const before = head.basis && (await getHead(head.basis.review));
  return [...(before ? await lineOf(before) : []), head];
};

const addedTo = async ({ id: review }: Head): Promise<EvidenceAtHand[]> =>
  evidenceOf(await Array.fromAsync(eventsOf(review))).map((evidence) => ({ ...evidence, review }));

/**
 * What the answers of a review may rest on, in the order in which it came: the evidence of the reviews
 * that it follows from, and its own.
 */
export const evidenceAtHand = async (head: Head): Promise<EvidenceAtHand[]> =>
  (await Promise.all((await lineOf(head)).map(addedTo))).flat();

/** What of it this person may see: each piece by what is released of the review to which it was added. */
export const visibleEvidence = async (acting: Acting, head: Head): Promise<EvidenceAtHand[]> => {
  const line = await lineOf(head);
  const seen = line.map(async (one) => {
    const { voices } = sightOf(acting, one);
    return (await addedTo(one)).filter((evidence) => maySeeEvidence(evidence, voices));
  });
  return (await Promise.all(seen)).flat();
};

/** One of them; for anybody who may not see it there is no such thing. */
export const findEvidence = async (
  acting: Acting,
  head: Head,
  evidence: string,
): Promise<EvidenceAtHand | undefined> =>
  (await visibleEvidence(acting, head)).find(({ id }) => id === evidence);
