import { authorize } from '../../adapters/authorization.ts';
import { timestamp } from '../../adapters/clock.ts';
import type { By } from '../../domain/events.ts';
import type { Acting, Action, Decision, Matter } from '../../domain/permissions.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Head, stateOf } from '../../domain/review.ts';
import type { Stage } from '../../domain/stages.ts';
import { factsOf, subjectOf } from '../../domain/standing.ts';
import { denialOf } from './denial.ts';
import { mayNot } from './who-may.ts';

/** What the policies say about an action on a review as it stands now. */
export const decisionOn = (acting: Acting, action: Action, head: Head, stage?: Stage): Decision =>
  authorize(
    acting,
    action,
    subjectOf(head),
    factsOf(head, acting, timestamp().slice(0, 10), stage),
  );

/** Whether a review exists for this person at all. */
export const maySee = (acting: Acting, head: Head): boolean =>
  decisionOn(acting, 'read-review', head).allowed;

/** Whether this person may submit the stage once it is open, whoever it is given to now. */
export const couldSubmit = (acting: Acting, head: Head, stage: Stage): boolean =>
  authorize(
    acting,
    'submit',
    { ...subjectOf(head), situation: stateOf[stage], suspended: false },
    { ...factsOf(head, acting, timestamp().slice(0, 10), stage), assignedToOther: false },
  ).allowed;

const byOf = ({ id, role, actsFor }: Acting, rule: string): By => ({
  person: id,
  role,
  rule,
  ...(actsFor && { for: actsFor.id }),
});

/**
 * Who acts, for whom, and by which policy. Refuses what no policy allows, and says why: of a review also
 * whether it is only not the moment, or not the person.
 */
export const permit = (
  acting: Acting,
  action: Action,
  about: Head | Matter = {},
  stage?: Stage,
): By => {
  if (!('phase' in about)) {
    const { rule } = authorize(acting, action, about);
    if (rule !== undefined) return byOf(acting, rule);
    throw new Refusal('forbidden', mayNot(acting, action, about));
  }
  const decision = decisionOn(acting, action, about, stage);
  if (decision.rule !== undefined) return byOf(acting, decision.rule);
  throw denialOf(acting, action, about, stage, decision);
};
