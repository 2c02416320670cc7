import * as z from 'zod';
import { timestamp } from '../adapters/clock.ts';
import { getPerson, type Person, putPerson } from '../adapters/people.ts';
import { LostCondition } from '../adapters/table.ts';
import { Role } from '../domain/permissions.ts';
import { Refusal } from '../domain/refusal.ts';
import { Iso3, MissionAcronym } from '../domain/review.ts';
import { demonstrationLanguage } from './demonstration-languages.ts';
import { scopeOf } from './demonstration-scope.ts';

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

const refuseErased = (id: string): never => {
  throw new Refusal('person_erased', `${id} was erased: choose another id for the person.`);
};

const isAs = (known: Person, { role }: Wanted, scope: object): boolean =>
  known.role === role && JSON.stringify(scope) === JSON.stringify(scopeOf(known));

/** The demonstration person of a role, made if need be. Names and addresses are invented. */
export const demonstrationPerson = async (wanted: Wanted): Promise<Person> => {
  const scope = scopeOf(wanted);
  const place = Object.values(scope).join('-');
  const suffix = place ? `-${place.toLowerCase().replaceAll(/[^a-z0-9]/g, '-')}` : '';
  const id = wanted.person ?? `demo-${wanted.role.replaceAll('_', '-')}${suffix}`;
  const known = await getPerson(id);
  if (known?.erased) return refuseErased(id);
  if (known && isAs(known, wanted, scope)) return known;
  const person = {
    id,
    name: `Demonstration ${wanted.role.replaceAll('_', ' ')} ${place}`.trim(),
    email: `${id}@demonstration.example`,
    role: wanted.role,
    ...scope,
    language: demonstrationLanguage(scope.contributor),
    registered: timestamp(),
  };
  try {
    return await putPerson(person, known);
  } catch (error) {
    // Somebody else asked for the same person at the same moment.
    if (error instanceof LostCondition) return demonstrationPerson(wanted);
    throw error;
  }
};
