import { eventsOf, getHead } from '../../adapters/reviews.ts';
import { maySeeEvidence } from '../../domain/dossier-sight.ts';
import { type Evidence, evidenceOf } from '../../domain/evidence.ts';
import type { Acting } from '../../domain/permissions.ts';
import type { Head } from '../../domain/review.ts';
import { sightOf } from './sight.ts';

/** Evidence, and the review under which its file is kept. */
export interface EvidenceAtHand extends Evidence {
  readonly review: string;
}

/**
 * What the answers of a review may rest on, in the order in which it came: the evidence of the reviews
 * that it follows from, and its own.
 */
export const evidenceAtHand = async ({
  id,
  basis,
}: Pick<Head, 'id' | 'basis'>): Promise<EvidenceAtHand[]> => {
  const before = basis && (await getHead(basis.review));
  const own = evidenceOf(await Array.fromAsync(eventsOf(id)));
  return [
    ...(before ? await evidenceAtHand(before) : []),
    ...own.map((evidence) => ({ ...evidence, review: id })),
  ];
};

/** What of it this person may see. */
export const visibleEvidence = async (acting: Acting, head: Head): Promise<EvidenceAtHand[]> => {
  const { voices } = sightOf(acting, head);
  return (await evidenceAtHand(head)).filter((evidence) => maySeeEvidence(evidence, voices));
};

/** One of them; for anybody who may not see it there is no such thing. */
export const findEvidence = async (
  acting: Acting,
  head: Head,
  evidence: string,
): Promise<EvidenceAtHand | undefined> =>
  (await visibleEvidence(acting, head)).find(({ id }) => id === evidence);
