import type { Event } from '../events.ts';
import { Refusal } from '../refusal.ts';
import type { Head } from '../review.ts';
import { situationOf } from '../situation.ts';
import { type Caveat, caveatsOf } from './caveats.ts';
import { type Certificate, certificatesOf } from './certificates.ts';
import { type Comment, commentsOf } from './comments.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { type Finding, findingsOf } from './findings.ts';
import { type Vetting, vettingOf } from './vetting.ts';

/** What stands beside the answers of a review. Folded from its events: there is no other copy of it. */
export interface Dossier {
  readonly caveats: readonly Caveat[];
  readonly certificates: readonly Certificate[];
  readonly vetting: readonly Vetting[];
  readonly comments: readonly Comment[];
  readonly evidence: readonly Evidence[];
  readonly findings: readonly Finding[];
}

export const dossierOf = (events: readonly Event[]): Dossier => ({
  caveats: caveatsOf(events),
  certificates: certificatesOf(events),
  vetting: vettingOf(events),
  comments: commentsOf(events),
  evidence: evidenceOf(events),
  findings: findingsOf(events),
});

/** Refuses what is put beside the answers of a review that came to nothing; a closed one still takes it. */
export const requireKept = (head: Head): void => {
  const situation = situationOf(head);
  if (situation === 'withdrawn' || situation === 'lapsed')
    throw new Refusal(
      'wrong_stage',
      `The review is ${situation}: nothing is added to its dossier any more.`,
    );
};

/** A dossier with the ids of its records as another review names them, once: `{review}/caveat-12`. */
const seenFrom = (
  review: string,
  { caveats, certificates, vetting, ...rest }: Dossier,
): Dossier => {
  const renamed = <T extends { readonly id: string }>(record: T): T => ({
    ...record,
    id: record.id.includes('/') ? record.id : `${review}/${record.id}`,
  });
  return {
    ...rest,
    caveats: caveats.map(renamed),
    certificates: certificates.map(renamed),
    vetting: vetting.map(renamed),
  };
};

/** What a re-verification rests on: the caveats, certificates, vetting and evidence of the review before, and its own. */
export const restingOn = (review: string, before: Dossier, own: Dossier): Dossier => {
  const earlier = seenFrom(review, before);
  return {
    ...own,
    caveats: [...earlier.caveats, ...own.caveats],
    certificates: [...earlier.certificates, ...own.certificates],
    vetting: [...earlier.vetting, ...own.vetting],
    evidence: [...earlier.evidence, ...own.evidence],
  };
};
