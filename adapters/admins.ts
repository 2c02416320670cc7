import * as z from 'zod';
import { adminsAfter } from '../domain/people/registration.ts';
import type { Role } from '../domain/permissions.ts';
import { adminsKey } from './keys.ts';
import { absent, getItem, versionIs, type Write } from './table.ts';

const Admins = z.object({ admins: z.array(z.string()), version: z.int() });

interface Registered {
  readonly id: string;
  readonly role: Role;
  readonly erased?: string | undefined;
}

const isAdmin = (person: Registered | undefined): boolean =>
  person?.role === 'admin' && !person.erased;

/**
 * Keeps the list of admins in step with a person who becomes one or ceases to be one: two admins
 * who demote each other at once meet in this item, and one of them is refused.
 */
export const admissionWrites = async (
  after: Registered,
  before: Registered | undefined,
): Promise<Write[]> => {
  if (isAdmin(after) === isAdmin(before)) return [];
  const item = await getItem(adminsKey());
  const seen = item && Admins.parse(item);
  const admins = adminsAfter(seen?.admins ?? [], after.id, isAdmin(after));
  return [
    {
      name: 'admins',
      put: { ...adminsKey(), admins, version: (seen?.version ?? 0) + 1 },
      condition: seen ? versionIs(seen.version) : absent,
    },
  ];
};
