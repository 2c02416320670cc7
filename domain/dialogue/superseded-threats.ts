import type { FieldError } from '../refusal.ts';
import type { Limit } from '../verdict.ts';
import type { ThreatRecord } from './records.ts';

/** A threat assessment that a review rests on, and whether a newer one has taken its place. */
export interface RestedOn {
  readonly threat: ThreatRecord;
  readonly superseded: boolean;
}

/** The assessments that came after this one in its line, next first. */
const successorsOf = (threats: readonly ThreatRecord[], threat: ThreatRecord): ThreatRecord[] => {
  const next = threats.find(({ id }) => id === threat.supersededBy);
  return next ? [next, ...successorsOf(threats, next)] : [];
};

const names = (review: string) => (threat: ThreatRecord) =>
  threat.reviews?.includes(review) ?? false;

/**
 * The threat assessments that a review rests on. Of each line it rests on the newest that names the
 * review; it is superseded when a newer one exists that does not.
 */
export const threatsOf = (threats: readonly ThreatRecord[], review: string): RestedOn[] =>
  threats
    .filter(names(review))
    .filter((threat) => !successorsOf(threats, threat).some(names(review)))
    .map((threat) => ({ threat, superseded: threat.supersededBy !== undefined }));

/** What the verdict of a review says of superseded assessments. Never their titles: every party reads it. */
export const supersededThreats = (
  threats: readonly ThreatRecord[],
  review: string,
): (Limit & { readonly ref: string })[] =>
  threatsOf(threats, review)
    .filter(({ superseded }) => superseded)
    .map(({ threat }) => ({
      kind: 'superseded_threat',
      ref: threat.id,
      detail: `The review rests on ${threat.id}, a threat assessment of ${threat.date} that a newer one has superseded.`,
    }));

/** The same, said beforehand, in the check of any of its forms. */
export const threatWarnings = (threats: readonly ThreatRecord[], review: string): FieldError[] =>
  supersededThreats(threats, review).map(({ detail }) => ({
    pointer: '',
    code: 'superseded_threat',
    detail: `${detail} Once the Secretariat records a further version that names this review, it rests on that.`,
  }));
