import * as z from 'zod';
import { Role, sideOf } from '../permissions.ts';
import { findContributor } from '../reference/contributors.ts';
import { findMission } from '../reference/missions.ts';
import { type FieldError, Refusal } from '../refusal.ts';
import { Iso3, MissionAcronym } from '../review.ts';
import { line } from '../text.ts';
import { Preferences } from './preferences.ts';

/** The id of a person: all that the record ever says of who somebody is. `me` is a word of the API. */
export const PersonId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _, at most 64')
  .refine((id) => id !== 'me', { error: 'is a word of this API: choose another id' });

/** What an admin says of a person: who, in which role, for whom. Name and address are wanted of a new person only. */
export const Registration = z.strictObject({
  id: PersonId.optional(),
  name: line(120).optional(),
  email: z.email().max(254).optional(),
  role: Role,
  contributor: Iso3.optional(),
  mission: MissionAcronym.optional(),
  ...Preferences.partial().shape,
});
export type Registration = z.output<typeof Registration>;

type Scope = Pick<Registration, 'role' | 'contributor' | 'mission'>;

const words = (role: Role): string => role.replaceAll('_', ' ');

const missing = (pointer: '/contributor' | '/mission', detail: string): FieldError => ({
  pointer,
  code: 'missing',
  detail,
});

const surplus = (pointer: '/contributor' | '/mission', role: Role): FieldError => ({
  pointer,
  code: 'unknown_field',
  detail: `The role ${words(role)} has no ${pointer.slice(1)}: leave it out.`,
});

const viewerErrors = ({ role, contributor, mission }: Scope): FieldError[] =>
  contributor && mission ? [surplus('/mission', role)] : [];

const scopeErrors = (scope: Scope): FieldError[] => {
  const { role, contributor, mission } = scope;
  if (role === 'viewer') return viewerErrors(scope);
  const side = sideOf(role);
  return [
    ...(side === 'contributor' && !contributor
      ? [missing('/contributor', `The role ${words(role)} speaks for a State: name it, as in RWA.`)]
      : []),
    ...(side === 'mission' && !mission
      ? [missing('/mission', `The role ${words(role)} works in a mission: name it, as in MINUSCA.`)]
      : []),
    ...(side !== 'contributor' && contributor ? [surplus('/contributor', role)] : []),
    ...(side !== 'mission' && mission ? [surplus('/mission', role)] : []),
  ];
};

const unknown = (pointer: string, detail: string): FieldError => ({
  pointer,
  code: 'unknown_reference',
  detail,
});

/** Refuses a role without the scope it needs, or with one that it cannot have, field by field. */
export const requireScope = (scope: Scope): void => {
  const { contributor, mission } = scope;
  const errors = [
    ...scopeErrors(scope),
    ...(contributor && !findContributor(contributor)
      ? [unknown('/contributor', 'No such contributor: see /v1/contributors.')]
      : []),
    ...(mission && !findMission(mission)
      ? [unknown('/mission', 'No such mission: see /v1/missions.')]
      : []),
  ];
  if (errors.length > 0)
    throw new Refusal('invalid_request', 'Role and scope do not fit together.', errors);
};

const isUuid = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);

/** Words of four letters and more, without their accents. */
const tellingWords = (...texts: readonly (string | undefined)[]): string[] =>
  texts.flatMap(
    (said = '') =>
      said
        .toLowerCase()
        .normalize('NFD')
        .replaceAll(/\p{M}/gu, '')
        .match(/[a-z]{4,}/g) ?? [],
  );

/** Whether an id is made of the name or the address; that of an identity provider is not. */
const isTelling = (id: string, { name, email }: Registration): boolean =>
  !isUuid(id) &&
  tellingWords(name, email?.slice(0, email.indexOf('@'))).some((word) =>
    id.toLowerCase().includes(word),
  );

const telling: FieldError = {
  pointer: '/id',
  code: 'telling_id',
  detail:
    'The id is made of the name or the address, and stays in the record for ever: leave it out, and one is made.',
};

/** Refuses somebody new without a name or an address, or with an id that tells either. */
export const requireNew = (id: string, person: Registration): void => {
  const { name, email } = person;
  const errors = [
    ...(name ? [] : [{ pointer: '/name', code: 'missing', detail: 'A new person has a name.' }]),
    ...(email
      ? []
      : [{ pointer: '/email', code: 'missing', detail: 'A new person has an address.' }]),
    ...(isTelling(id, person) ? [telling] : []),
  ];
  if (errors.length > 0)
    throw new Refusal('invalid_request', `Nobody is registered as ${id} yet.`, errors);
};

/** What an erasure leaves of a person: the id that the record speaks of, role and scope, and no name, address or habit. */
export const pseudonymised = <
  P extends Partial<Preferences> & {
    readonly id: string;
    readonly name: string;
    readonly email?: string | undefined;
  },
>(
  { email: _email, language: _language, timeZone: _timeZone, ...person }: P,
  at: string,
  by: string,
): Omit<P, 'email' | 'language' | 'timeZone'> & { erased: string; erasedBy: string } => ({
  ...person,
  name: `Erased person ${person.id}`,
  erased: at,
  erasedBy: by,
});

/** The ids of the admins after one person joins or leaves them. Refuses to let the last one go. */
export const adminsAfter = (
  admins: readonly string[],
  person: string,
  isAdmin: boolean,
): string[] => {
  const others = admins.filter((admin) => admin !== person);
  if (isAdmin) return [...others, person];
  if (others.length > 0) return others;
  throw new Refusal('last_admin', 'This is the last admin: make somebody else an admin first.');
};
