import { type Role, sideOf } from '../permissions.ts';
import type { Head } from '../review.ts';
import type { Audience, Step } from './ladder.ts';
import { stepOf } from './plan.ts';

/** Whose people a role is looked for among: a State's, a mission's, or the Secretariat's. */
export type Scope =
  | { readonly contributor: string }
  | { readonly mission: string }
  | Record<never, never>;

/** The roles that act on a step: whoever drafts, and whoever signs. */
const acting: Record<Step, readonly [Role, ...Role[]]> = {
  'self-assessment': ['contributor', 'permanent_mission'],
  evaluation: ['evaluator'],
  verification: ['verifier'],
  decision: ['director'],
  signature: ['contingent_commander'],
};

const above: Partial<Record<Role, Role>> = {
  contributor: 'permanent_mission',
  contingent_commander: 'permanent_mission',
  permanent_mission: 'evaluator',
  verifier: 'commander',
  commander: 'evaluator',
  evaluator: 'director',
};

/** The role and those above it, in whose order somebody is looked for where a role has nobody: focal point, permanent mission, desk officer, director. */
export const upwardsFrom = (role: Role): readonly Role[] => {
  const next = above[role];
  return next ? [role, ...upwardsFrom(next)] : [role];
};

/** Among whom a role is looked for, for this review. */
export const scopeOf = (
  role: Role,
  { contributor, mission }: Pick<Head, 'contributor' | 'mission'>,
): Scope => {
  const side = sideOf(role);
  if (side === 'contributor') return { contributor };
  return side === 'mission' ? { mission } : {};
};

/** Whose calendar counts: that of a State's capital or of a mission. */
export type Party = `contributor:${string}` | `mission:${string}`;

/**
 * The party in whose calendar people of a role live. A Permanent Mission sits in New York and keeps the
 * days of Headquarters, as the Secretariat does: neither has a party.
 */
export const partyOfRole = (
  role: Role,
  {
    contributor,
    mission,
  }: { readonly contributor?: string | undefined; readonly mission?: string | undefined },
): Party | undefined => {
  if (role === 'contributor' || role === 'contingent_commander')
    return contributor ? `contributor:${contributor}` : undefined;
  return sideOf(role) === 'mission' && mission ? `mission:${mission}` : undefined;
};

/** The party that holds a step, in whose calendar the working days of its rungs are counted; none for Headquarters. */
export const partyOfStep = (
  step: Step,
  head: Pick<Head, 'contributor' | 'mission'>,
): Party | undefined => partyOfRole(acting[step][0], head);

/** Who is meant: one person, or everybody in the first of these roles that has anybody. */
export type Addressed =
  | { readonly person: string; readonly orElse: readonly Role[] }
  | { readonly roles: readonly Role[] };

type Stand = Pick<Head, 'phase' | 'stage' | 'waiting' | 'assignments'>;

/** The person whom the open stage is given to until a day that has not passed; nobody where a decision or signature is wanted. */
const assigneeOf = ({ stage, waiting, assignments }: Stand, today: string): string | undefined => {
  const given = assignments[stage];
  return waiting || (given?.until && given.until < today) ? undefined : given?.person;
};

/**
 * Whom an audience means while a review waits: each entry is one person or the roles to try in turn.
 * `today` is a day in the review's calendar.
 */
export const addressed = (audience: Audience, head: Stand, today: string): Addressed[] => {
  if (audience !== 'holder') return [{ roles: upwardsFrom(audience) }];
  const step = stepOf(head);
  if (!step) return [];
  const person = assigneeOf(head, today);
  const roles = acting[step];
  return person
    ? [{ person, orElse: upwardsFrom(roles[0]) }]
    : roles.map((role) => ({ roles: upwardsFrom(role) }));
};
