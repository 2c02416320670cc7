import type { Role } from '../../domain/permissions.ts';
import { type Stage, stages } from '../../domain/stages.ts';
import { tokenFor } from '../support/client.ts';

/** A demonstration person by a name of our own, so that the checker knows whose request is whose. */
export interface Person {
  readonly person: string;
  readonly role: Role;
  readonly contributor?: string;
  readonly mission?: string;
}

export const contributors = ['RWA', 'BGD', 'NPL', 'ETH'] as const;
export const missions = ['MINUSCA', 'UNMISS', 'MONUSCO'] as const;

export interface Sides {
  readonly contributor: string;
  readonly mission: string;
}

export const desk: Person = { person: 'crash-evaluator', role: 'evaluator' };
export const director: Person = { person: 'crash-director', role: 'director' };

/** Who signs the field verification on behalf of the unit. */
export const contingentOf = ({ contributor }: Pick<Sides, 'contributor'>): Person => ({
  person: `crash-contingent-${contributor.toLowerCase()}`,
  role: 'contingent_commander',
  contributor,
});

/** Who submits a stage of a review. */
export const ownerOf = (stage: Stage, { contributor, mission }: Sides): Person => {
  if (stage === 'evaluation') return desk;
  return stage === 'self-assessment'
    ? {
        person: `crash-mission-${contributor.toLowerCase()}`,
        role: 'permanent_mission',
        contributor,
      }
    : { person: `crash-verifier-${mission.toLowerCase()}`, role: 'verifier', mission };
};

const everybody = (): Person[] => [
  director,
  ...contributors.map((contributor) => contingentOf({ contributor })),
  ...contributors.flatMap((contributor) =>
    missions.flatMap((mission) => stages.map((stage) => ownerOf(stage, { contributor, mission }))),
  ),
];

/** The bearer token of each person by name. They outlive a restart, as the key that signed them does. */
export const signInAll = async (url: string): Promise<Map<string, string>> => {
  const people = new Map(everybody().map((person) => [person.person, person]));
  const tokens = new Map<string, string>();
  for (const [name, person] of people) tokens.set(name, await tokenFor(url, person));
  return tokens;
};
