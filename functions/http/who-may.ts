import { authorize } from '../../adapters/authorization.ts';
import {
  type Action,
  type Asker,
  type Facts,
  type Matter,
  Role,
  type Subject,
  sideOf,
} from '../../domain/permissions.ts';
import { Situation } from '../../domain/situation.ts';
import type { Holder, Stage } from '../../domain/stages.ts';
import { actionWords } from './action-words.ts';

const parties: Record<Holder, string> = {
  contributor: 'the contributor',
  secretariat: 'the Secretariat',
  mission: 'the field mission',
};

const people: Record<Role, string> = {
  contributor: 'the contributor’s focal points',
  permanent_mission: 'the Permanent Mission',
  contingent_commander: 'the contingent commander',
  evaluator: 'an evaluator of the Secretariat',
  director: 'a director of the Secretariat',
  verifier: 'a verifier of the field mission',
  commander: 'the commander in the field',
  viewer: 'a viewer',
  admin: 'an administrator',
};

/** Nobody has done anything yet, and nothing is released. */
const untouched: Facts = {
  submitted: false,
  evaluated: false,
  decided: false,
  verified: false,
  assignedToOther: false,
  seen: false,
  released: [],
};

const everAllowed = (
  asker: Asker,
  action: Action,
  about: Subject | Matter,
  stage: Stage | undefined,
): boolean => {
  if (!('situation' in about)) return authorize(asker, action, about).allowed;
  const facts = { ...untouched, ...(stage && { stage }) };
  return Situation.options.some((situation) =>
    [false, true].some(
      (suspended) => authorize(asker, action, { ...about, situation, suspended }, facts).allowed,
    ),
  );
};

/** The roles that the policies let do it at some moment, in the State and the mission that it is about. */
const rolesThatMay = (action: Action, about: Subject | Matter, stage: Stage | undefined): Role[] =>
  Role.options.filter((role) => {
    const { contributor, mission } = about;
    return everAllowed({ role, contributor, mission }, action, about, stage);
  });

const anyOf = new Intl.ListFormat('en', { type: 'disjunction' });

/** Roles in words: a party where all of it may. */
const named = (roles: readonly Role[]): string => {
  const isWhole = (side: Holder | undefined) =>
    Role.options.every((role) => sideOf(role) !== side || roles.includes(role));
  const names = roles.map((role) => {
    const side = sideOf(role);
    return side && isWhole(side) ? parties[side] : people[role];
  });
  return anyOf.format(new Set(names));
};

/** Who may do this at some moment, by the policies and in words; `nobody` where nobody ever may. */
export const whoMay = (action: Action, about: Subject | Matter, stage?: Stage): string =>
  named(rolesThatMay(action, about, stage)) || 'nobody';

/** That this person may not do it, whatever the moment; who may, and what to do next. */
export const mayNot = (
  asker: Asker,
  action: Action,
  asked: Subject | Matter,
  stage?: Stage,
): string => {
  // What is asked of no State and no mission is asked of one's own.
  const about = { contributor: 'any', mission: 'any', ...asked };
  const roles = rolesThatMay(action, about, stage);
  const what = actionWords(action, stage);
  if (roles.includes(asker.role))
    return `You may not ${what} here: only where it concerns your own State or mission.`;
  const next = 'situation' in asked ? ' `allowedActions` of the review says what you may do.' : '';
  const who = named(roles) || 'nobody';
  return `The role ${asker.role.replaceAll('_', ' ')} may not ${what}: that is for ${who}.${next}`;
};
