import type { Acting, Facts, Subject } from './permissions.ts';
import type { Hand, Head } from './review.ts';
import { situationOf } from './situation.ts';
import type { Stage } from './stages.ts';

/** The review as policies see it. */
export const subjectOf = (head: Head): Subject => ({
  contributor: head.contributor,
  mission: head.mission,
  situation: situationOf(head),
  suspended: head.suspended !== undefined,
});

/** Whether the stage is given to a person who is none of these; an assignment ends after its last day. */
const isAssignedToOther = (
  { assignments }: Head,
  ids: readonly string[],
  today: string,
  stage: Stage | undefined,
): boolean => {
  const { person, until } = (stage && assignments[stage]) ?? {};
  if (person === undefined || (until !== undefined && until < today)) return false;
  return !ids.includes(person);
};

/**
 * What the record says about who acts, and about whom they act for: what either of them did counts for both.
 * `today` is a day (UTC).
 */
export const factsOf = (head: Head, acting: Acting, today: string, stage?: Stage): Facts => {
  const ids = [acting.id, ...(acting.actsFor ? [acting.actsFor.id] : [])];
  const did = (hand: Hand) => head.hands[hand]?.some((id) => ids.includes(id)) ?? false;
  return {
    ...(stage && { stage }),
    submitted: did('submitted'),
    evaluated: did('evaluated'),
    decided: did('decided'),
    verified: did('verified'),
    assignedToOther: isAssignedToOther(head, ids, today, stage),
    seen: head.seen ?? false,
    released: head.released ?? [],
  };
};
