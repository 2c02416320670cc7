import * as z from 'zod';
import { Person } from '../../adapters/people.ts';
import { Delegation } from '../../domain/people/delegation.ts';

/** A person as admins and the person themselves see them: the only place where names leave the table. */
export const PersonView = Person.meta({ id: 'Person' });

/** What is answered to a change of a person, and kept for its copies: nothing that an erasure would have to find. */
export const PersonReceipt = Person.pick({
  id: true,
  role: true,
  contributor: true,
  mission: true,
  version: true,
  erased: true,
}).meta({ id: 'PersonReceipt' });

/** Who a person is, in which role, for whom, in which version; without name and address. */
export const receiptOfPerson = (person: Person): z.output<typeof PersonReceipt> =>
  PersonReceipt.parse(person);

/** A delegation with the names of its two people, for themselves and for admins. */
export const DelegationView = Delegation.extend({
  fromName: z.string().optional(),
  toName: z.string().optional(),
}).meta({ id: 'Delegation' });

/** What is answered to a new or revoked delegation, and kept for its copies. */
export const DelegationReceipt = Delegation.omit({ reason: true }).meta({
  id: 'DelegationReceipt',
});

/** A delegation without its reason, which may speak of a person. */
export const receiptOfDelegation = (delegation: Delegation): z.output<typeof DelegationReceipt> =>
  DelegationReceipt.parse(delegation);
