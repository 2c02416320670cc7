import * as z from 'zod';
import { getPerson, type Person, putPerson } from '../adapters/people.ts';
import { Role } from '../domain/permissions.ts';
import { Iso3, MissionAcronym } from '../domain/review.ts';

/** Whom somebody wants to be in the embedded host. */
export const Wanted = z.strictObject({
  role: Role,
  contributor: Iso3.optional(),
  mission: MissionAcronym.optional(),
  person: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .optional(),
});
export type Wanted = z.output<typeof Wanted>;

const ofContributor = new Set<Role>(['contributor', 'permanent_mission', 'contingent_commander']);
const ofMission = new Set<Role>(['verifier', 'commander']);

/** The scope that a role needs; contributors default to Rwanda and missions to MINUSCA. */
const scopeOf = ({ role, contributor, mission }: Wanted) => {
  if (ofContributor.has(role)) return { contributor: contributor ?? 'RWA' };
  if (ofMission.has(role)) return { mission: mission ?? 'MINUSCA' };
  return { ...(contributor && { contributor }), ...(mission && { mission }) };
};

/** The demonstration person of a role, made if need be. Names and addresses are invented. */
export const demonstrationPerson = async (wanted: Wanted): Promise<Person> => {
  const scope = scopeOf(wanted);
  const place = Object.values(scope).join('-');
  const suffix = place ? `-${place.toLowerCase().replaceAll(/[^a-z0-9]/g, '-')}` : '';
  const id = wanted.person ?? `demo-${wanted.role.replaceAll('_', '-')}${suffix}`;
  const known = await getPerson(id);
  if (known?.role === wanted.role && JSON.stringify(scope) === JSON.stringify(scopeOf(known)))
    return known;
  const person: Person = {
    id,
    name: `Demonstration ${wanted.role.replaceAll('_', ' ')} ${place}`.trim(),
    email: `${id}@demonstration.example`,
    role: wanted.role,
    ...scope,
    version: (known?.version ?? 0) + 1,
  };
  await putPerson(person);
  return person;
};
