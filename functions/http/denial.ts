import { authorize } from '../../adapters/authorization.ts';
import { timestamp } from '../../adapters/clock.ts';
import type { Acting, Action, Decision, Facts, Subject } from '../../domain/permissions.ts';
import { Refusal } from '../../domain/refusal.ts';
import { Hand, type Head, Released } from '../../domain/review.ts';
import { Situation, situationOf } from '../../domain/situation.ts';
import type { Stage } from '../../domain/stages.ts';
import { factsOf, subjectOf } from '../../domain/standing.ts';
import { stageWords } from './action-words.ts';
import { mayNot, whoMay } from './who-may.ts';

/** Where a review stands, and who holds it. */
const standing: Record<Situation, string> = {
  in_transit: 'the review is on its way to its next stage: read it again in a moment',
  self_assessment: 'the self-assessment is open, and the contributor holds it',
  evaluation: 'the evaluation is open, and the Secretariat holds it',
  decision: 'the evaluation is signed, and the Secretariat holds it: a director decides',
  verification: 'the verification is open, and the field mission holds it',
  signature: 'the field has signed the verification, and the contingent commander holds it',
  closed: 'the review is closed',
  withdrawn: 'the review was withdrawn',
  lapsed: 'the review has lapsed',
};

const deeds: Record<Hand, string> = {
  submitted: 'submitted the self-assessment',
  evaluated: 'evaluated this review',
  decided: 'decided on this review',
  verified: 'verified this review',
};

const separation = ({ actsFor }: Acting, facts: Facts): Refusal => {
  const done = Hand.options.filter((hand) => facts[hand]).map((hand) => deeds[hand]);
  const who = actsFor ? 'You, or the person you act for,' : 'You';
  return new Refusal(
    'separation_of_duties',
    `${who} ${done.join(' and ')}: somebody else has to do this step.`,
  );
};

/** The same question in another situation, or with other facts. */
type WhatIf = (subject: Partial<Subject>, facts?: Partial<Facts>) => boolean;

const everAllowed = (whatIf: WhatIf, facts: Partial<Facts> = {}): boolean =>
  Situation.options.some((situation) =>
    [false, true].some((suspended) => whatIf({ situation, suspended }, facts)),
  );

/** Why it is only not the moment; undefined where it never is. */
const notNow = (head: Head, whatIf: WhatIf): string | undefined => {
  if (head.suspended !== undefined && whatIf({ suspended: false }))
    return `The review is suspended since ${head.suspended.slice(0, 10)}: it has to be resumed first, which is for ${whoMay('resume', subjectOf(head))}.`;
  if (head.suspended === undefined && whatIf({ suspended: true }))
    return 'The review is not suspended: its clocks run.';
  if (whatIf({}, { seen: false }))
    return 'The Secretariat has opened the submission: it can no longer be taken back. Ask for a return.';
  // What the holder has seen belongs to this moment as well.
  return everAllowed(whatIf, { seen: false })
    ? `Not now: ${standing[situationOf(head)]}.`
    : undefined;
};

/** What would have to change before this person may, at any moment; undefined where nothing would help. */
const wanting = (
  facts: Facts,
  about: Subject,
  stage: Stage | undefined,
  whatIf: WhatIf,
): string | undefined => {
  if (facts.assignedToOther && everAllowed(whatIf, { assignedToOther: false }))
    return `This stage is given to somebody else, who alone may submit it. Ask ${whoMay('assign', about, stage)} for another assignment.`;
  if (everAllowed(whatIf, { released: Released.options }))
    return `You may not read ${stageWords(stage)} yet: it is not released to you, and ${whoMay('release', about)} decides when it is.`;
  return undefined;
};

/** The refusal of what the policies do not allow, with its reason: the person, the moment, or the role. */
export const denialOf = (
  acting: Acting,
  action: Action,
  head: Head,
  stage: Stage | undefined,
  { forbiddenBy }: Decision,
): Refusal => {
  const facts = factsOf(head, acting, timestamp().slice(0, 10), stage);
  const about = subjectOf(head);
  const whatIf: WhatIf = (subject, other) =>
    authorize(acting, action, { ...about, ...subject }, { ...facts, ...other }).allowed;

  if (forbiddenBy.some((id) => id.startsWith('separation-of-duties-')))
    return separation(acting, facts);
  const moment = notNow(head, whatIf);
  if (moment) return new Refusal('wrong_stage', moment);
  return new Refusal(
    'forbidden',
    wanting(facts, about, stage, whatIf) ?? mayNot(acting, action, about, stage),
  );
};
