import type * as z from 'zod';
import { getPerson } from '../../adapters/people.ts';
import type { Delegation } from '../../domain/people/delegation.ts';
import type { DelegationView } from './person-view.ts';

/** Delegations with the names of their people as they are now: of an erased person, the pseudonym. */
export const withNames = async (
  delegations: readonly Delegation[],
): Promise<z.output<typeof DelegationView>[]> => {
  const ids = [...new Set(delegations.flatMap(({ from, to }) => [from, to]))];
  const people = await Promise.all(ids.map(getPerson));
  const names = new Map(people.map((person) => [person?.id, person?.name]));
  return delegations.map((delegation) => ({
    ...delegation,
    fromName: names.get(delegation.from),
    toName: names.get(delegation.to),
  }));
};
