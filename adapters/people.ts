import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { ExportToken } from '../domain/export/token.ts';
import { Language } from '../domain/language.ts';
import type { Delegation } from '../domain/people/delegation.ts';
import { TimeZone } from '../domain/people/preferences.ts';
import { Undeliverable } from '../domain/people/undeliverable.ts';
import { Role } from '../domain/permissions.ts';
import { Iso3, MissionAcronym } from '../domain/review.ts';
import { Instant } from '../domain/text.ts';
import { admissionWrites } from './admins.ts';
import { type Key, peoplePartition, personKey, undeliverablePartition } from './keys.ts';
import {
  absent,
  getItem,
  getItems,
  type Item,
  LostCondition,
  queryAll,
  queryPage,
  transact,
  versionIs,
  type Write,
} from './table.ts';

/**
 * A person of the record: who, in which role, for which contributor or mission. Names and addresses
 * live in this item and nowhere else; an erased person keeps only a pseudonym.
 */
export const Person = z.object({
  id: z.string().min(1).max(64),
  name: z.string(),
  email: z.email().optional(),
  role: Role,
  contributor: Iso3.optional(),
  mission: MissionAcronym.optional(),
  /** In which language they are written to. */
  language: Language.default('en'),
  /** By whose clocks; where it is left out, by those of their party. */
  timeZone: TimeZone.optional(),
  /** Set while no mail reaches the address, until another one is registered. */
  undeliverable: Undeliverable.optional(),
  version: z.int(),
  /** When an admin last said that the person has this role. */
  registered: Instant.optional(),
  registeredBy: z.string().optional(),
  erased: Instant.optional(),
  erasedBy: z.string().optional(),
});
export type Person = z.output<typeof Person>;

/** Who asks: the person who is signed in; while they act for another, with the role and the scope of that one. */
export interface ActingPerson extends Person {
  readonly actsFor?: Person | undefined;
  readonly delegation?: Delegation | undefined;
  /** Where a program asks in their place: the token it brought, which narrows what it gets. */
  readonly exportToken?: ExportToken | undefined;
}

const group = ({ role, contributor, mission }: Pick<Person, 'role' | 'contributor' | 'mission'>) =>
  `PEOPLE#${role}#${contributor ?? mission ?? ''}`;

export const getPerson = async (id: string): Promise<Person | undefined> => {
  const item = await getItem(personKey(id));
  return item && Person.parse(item);
};

/** Where a person stands among those whom no mail reaches. */
const placeOf = ({ id, undeliverable }: Person): string => `${undeliverable?.since}#${id}`;

/** The item of a person. Who is erased is found by no role any more. */
const personItem = (person: Person): Item => ({
  ...personKey(person.id),
  ...(!person.erased && { gsi1pk: group(person), gsi1sk: person.id }),
  gsi2pk: peoplePartition,
  gsi2sk: person.id,
  ...(person.undeliverable && {
    gsi3pk: undeliverablePartition,
    gsi3sk: placeOf(person),
  }),
  ...person,
});

/**
 * Adds a person, or replaces the one that was seen, in one transaction with whatever else is given;
 * the list of admins goes along. LostCondition names `person` or `admins`; a Refusal keeps the last admin.
 */
export const putPerson = async (
  person: Omit<z.input<typeof Person>, 'version'>,
  seen: Person | undefined,
  extra: (after: Person) => readonly Write[] = () => [],
): Promise<Person> => {
  const after = Person.parse({ ...person, version: (seen?.version ?? 0) + 1 });
  await transact(
    [
      {
        name: 'person',
        put: personItem(after),
        condition: seen ? versionIs(seen.version) : absent,
      },
      ...(await admissionWrites(after, seen)),
      ...extra(after),
    ],
    randomUUID(),
  );
  return after;
};

const found = async (keys: readonly Key[]): Promise<Person[]> => {
  const items: Item[] = [];
  for (let from = 0; from < keys.length; from += 100)
    items.push(...(await getItems(keys.slice(from, from + 100))));
  return items.map((item) => Person.parse(item));
};

/** Many people by id; whoever is not there is left out. */
export const getPeople = async (ids: readonly string[]): Promise<Map<string, Person>> =>
  new Map((await found(ids.map(personKey))).map((person) => [person.id, person]));

/** The people of a role, for one contributor or mission where the role has one. */
export const peopleOf = async (
  role: Role,
  scope: { contributor?: string; mission?: string },
): Promise<Person[]> => {
  const keys: Key[] = [];
  const query = queryAll({
    IndexName: 'gsi1',
    KeyConditionExpression: 'gsi1pk = :group',
    ExpressionAttributeValues: { ':group': group({ role, ...scope }) },
  });
  for await (const { pk, sk } of query) keys.push({ pk, sk });
  return (await found(keys)).filter(({ erased }) => !erased);
};

/** One page of everybody, by id, after the id given; `last` continues it. */
export const listPeople = async (
  after: string,
  limit: number,
): Promise<{ people: Person[]; last: string | undefined }> => {
  const { items } = await queryPage({
    IndexName: 'gsi2',
    KeyConditionExpression: 'gsi2pk = :people AND gsi2sk > :after',
    ExpressionAttributeValues: { ':people': peoplePartition, ':after': after || ' ' },
    Limit: limit,
  });
  const people = await found(items.map(({ pk, sk }) => ({ pk, sk })));
  return {
    people: people.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    last: items.length === limit ? String(items.at(-1)?.gsi2sk) : undefined,
  };
};

/** Notes that an address takes no mail, unless the person has another one by now. */
export const markUndeliverable = async (
  id: string,
  address: string,
  undeliverable: Undeliverable,
): Promise<void> => {
  for (;;) {
    const seen = await getPerson(id);
    if (!seen || seen.undeliverable || seen.email?.toLowerCase() !== address.toLowerCase()) return;
    try {
      await putPerson({ ...seen, undeliverable }, seen);
      return;
    } catch (error) {
      if (!(error instanceof LostCondition)) throw error;
    }
  }
};

/** One page of those whom no mail reaches, the longest first, after the place given; `last` is where it ends. */
export const listUndeliverable = async (
  after: string,
  limit: number,
): Promise<{ people: Person[]; last: string | undefined }> => {
  const { items } = await queryPage({
    IndexName: 'gsi3',
    KeyConditionExpression: 'gsi3pk = :undeliverable AND gsi3sk > :after',
    ExpressionAttributeValues: { ':undeliverable': undeliverablePartition, ':after': after || ' ' },
    Limit: limit,
  });
  const people = await found(items.map(({ pk, sk }) => ({ pk, sk })));
  return {
    people: people
      .filter(({ undeliverable }) => undeliverable)
      .toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)),
    last: items.length === limit ? String(items.at(-1)?.gsi3sk) : undefined,
  };
};

/** How many addresses the provider has refused since an instant, counted until there are `enough`. */
export const refusedSince = async (since: string, enough: number): Promise<number> => {
  let refused = 0;
  for (let after: string | undefined = since; after !== undefined && refused < enough; ) {
    const { people, last } = await listUndeliverable(after, 100);
    refused += people.filter(({ undeliverable }) => undeliverable?.why === 'refused').length;
    after = last;
  }
  return refused;
};
