import * as z from 'zod';
import { Role } from '../domain/permissions.ts';
import { Iso3, MissionAcronym } from '../domain/review.ts';
import { type Key, personKey } from './keys.ts';
import { getItem, getItems, type Item, putItem, queryAll } from './table.ts';

/** A person of the record: who, in which role, for which contributor or mission. */
export const Person = z.object({
  id: z.string().min(1).max(64),
  name: z.string(),
  email: z.email(),
  role: Role,
  contributor: Iso3.optional(),
  mission: MissionAcronym.optional(),
  version: z.int(),
});
export type Person = z.output<typeof Person>;

const group = ({ role, contributor, mission }: Pick<Person, 'role' | 'contributor' | 'mission'>) =>
  `PEOPLE#${role}#${contributor ?? mission ?? ''}`;

export const getPerson = async (id: string): Promise<Person | undefined> => {
  const item = await getItem(personKey(id));
  return item && Person.parse(item);
};

/** Adds or replaces a person. */
export const putPerson = (person: Person): Promise<void> =>
  putItem({ ...personKey(person.id), gsi1pk: group(person), gsi1sk: person.id, ...person });

/** The people of a role, for one contributor or mission where the role has one. */
export const peopleOf = async (
  role: Role,
  scope: { contributor?: string; mission?: string },
): Promise<Person[]> => {
  const found: Item[] = [];
  const keys: Key[] = [];
  const query = queryAll({
    IndexName: 'gsi1',
    KeyConditionExpression: 'gsi1pk = :group',
    ExpressionAttributeValues: { ':group': group({ role, ...scope }) },
  });
  for await (const { pk, sk } of query) keys.push({ pk, sk });
  for (let from = 0; from < keys.length; from += 100)
    found.push(...(await getItems(keys.slice(from, from + 100))));
  return found.map((item) => Person.parse(item));
};
