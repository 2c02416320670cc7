import type { ActingPerson } from '../../adapters/people.ts';
import type { Scope } from '../../domain/dashboard/scope.ts';
import { readingSideOf } from '../../domain/permissions.ts';
import { findContributor } from '../../domain/reference/contributors.ts';
import { findMission } from '../../domain/reference/missions.ts';
import { Refusal } from '../../domain/refusal.ts';
import { problems } from '../http/problem.ts';

/** Whose figures are asked for: a State's, a mission's, both, or all that there are. */
type Asked = Pick<Scope, 'contributor' | 'mission'>;

const isKnown = ({ contributor, mission }: Asked): boolean =>
  (contributor === undefined || findContributor(contributor) !== undefined) &&
  (mission === undefined || findMission(mission) !== undefined);

/** What somebody is not in is not there for them, as if nobody had ever heard of it. */
const isOwn = (own: Asked, asked: Asked): boolean =>
  (asked.contributor === undefined || asked.contributor === own.contributor) &&
  (asked.mission === undefined || asked.mission === own.mission);

/**
 * The scope in which this person reads figures: the Secretariat any, everybody else their own, with the eyes of
 * the side from which they read. Another one is refused like one that does not exist.
 */
export const scopeFor = (person: ActingPerson, asked: Asked): Scope => {
  const eyes = readingSideOf(person);
  const { contributor, mission } = person;
  const own = { contributor, mission };
  const mine = eyes === 'secretariat' ? isKnown(asked) : isOwn(own, asked);
  if (!eyes || !mine) throw new Refusal('not_found', problems.not_found[2]);
  return eyes === 'secretariat' ? { eyes, ...asked } : { eyes, ...own };
};
