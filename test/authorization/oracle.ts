import type { Action, Asker, Facts, Matter } from '../../domain/permissions.ts';
import { type Line, linesAbout } from './oracle-table.ts';

type About = Matter & { readonly situation?: string; readonly suspended?: boolean };

const deeds = ['submitted', 'evaluated', 'decided', 'verified'] as const;
type Deed = (typeof deeds)[number];

/** Who asks, in the words of the table. */
const personOf = ({ role, contributor, mission }: Asker): string => {
  if (role !== 'viewer') return role;
  if (contributor) return 'viewer for the State';
  return mission ? 'viewer for the mission' : 'viewer without a scope';
};

const ownState = ({ contributor }: Asker, about: About) =>
  contributor !== undefined && contributor === about.contributor;

const ownMission = ({ mission }: Asker, about: About) =>
  mission !== undefined && mission === about.mission;

/** Whether the review exists for this person: all for the Secretariat, none for an administrator. */
const seesReview = (asker: Asker, about: About): boolean => {
  switch (personOf(asker)) {
    case 'evaluator':
    case 'director':
      return true;
    case 'contributor':
    case 'permanent_mission':
    case 'contingent_commander':
    case 'viewer for the State':
      return ownState(asker, about);
    case 'verifier':
    case 'commander':
    case 'viewer for the mission':
      return ownMission(asker, about);
    default:
      return false;
  }
};

/** Which of the table's conditions hold. */
const holding = (asker: Asker, about: About, facts: Facts | undefined): string[] => [
  ...deeds.filter((deed) => facts?.[deed]),
  ...(facts?.assignedToOther ? ['assigned to another'] : []),
  ...(facts?.seen ? ['seen'] : []),
  ...(facts?.released ?? []).map((what) => `released ${what}`),
  ...(about.suspended ? ['suspended'] : []),
  ...(ownState(asker, about) ? ['own State'] : []),
  ...(ownMission(asker, about) ? ['own mission'] : []),
];

/**
 * Whether somebody may do something, read from docs/who-may-do-what.md: the second statement of the rules,
 * by another author than the policies'. Without `facts` the question is one outside any review.
 */
export const mayBy = (
  asker: Asker,
  action: Action,
  about: About = {},
  facts?: Facts | undefined,
): boolean => {
  if (facts && !seesReview(asker, about)) return false;
  const person = personOf(asker);
  const holds = holding(asker, about, facts);
  const grants = ({ stage, who, where, onlyIf, neverIf }: Line) =>
    (stage === '' || stage === facts?.stage) &&
    (who.includes('everyone') || who.includes(person)) &&
    (where.length === 0 || where.includes(about.situation ?? '')) &&
    onlyIf.every((condition) => holds.includes(condition)) &&
    !neverIf.some((condition) => holds.includes(condition));
  return linesAbout(action).some(grants);
};

/** Why the answer is no, in the words of the problems that the API answers with. */
export type No = 'not_found' | 'separation_of_duties' | 'wrong_stage' | 'forbidden';

const situations = [...new Set(linesAbout('read-review').flatMap(({ where }) => where))];

/** Whether it is a deed of theirs that stands against it, whatever else does. */
const isOwnWork = (action: Action, facts: Facts): boolean =>
  linesAbout(action)
    .filter(({ stage }) => stage === '' || stage === facts.stage)
    .flatMap(({ neverIf }) => neverIf)
    .some((fact) => (deeds as readonly string[]).includes(fact) && facts[fact as Deed]);

/** Whether it would be allowed at another moment of the review. */
const isOnlyTheMoment = (asker: Asker, action: Action, about: About, facts: Facts): boolean =>
  situations.some((situation) =>
    [false, true].some((suspended) =>
      mayBy(asker, action, { ...about, situation, suspended }, { ...facts, seen: false }),
    ),
  );

/** The answer to somebody who asks for this on a review: `allowed`, or why not. */
export const answerTo = (
  asker: Asker,
  action: Action,
  about: About,
  facts: Facts,
): 'allowed' | No => {
  if (!seesReview(asker, about)) return 'not_found';
  if (mayBy(asker, action, about, facts)) return 'allowed';
  if (isOwnWork(action, facts)) return 'separation_of_duties';
  return isOnlyTheMoment(asker, action, about, facts) ? 'wrong_stage' : 'forbidden';
};
