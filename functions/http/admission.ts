import { type ActingPerson, getPerson, type Person } from '../../adapters/people.ts';
import type { Write } from '../../adapters/table.ts';
import { personUnchanged } from './command.ts';

/** The person that an admin changes: when it is the admin, just as authorization saw them. */
export const asSeen = async (admin: ActingPerson, id: string): Promise<Person | undefined> =>
  admin.id === id ? admin : getPerson(id);

/** That the admin is unchanged; left out when the admin is the one who is written, on that very version. */
export const othersUnchanged = (admin: ActingPerson, id: string): Write[] =>
  admin.id === id ? [] : personUnchanged(admin);
