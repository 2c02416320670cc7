import { delegationsFrom, delegationsTo, listDelegations } from '../../adapters/delegations.ts';
import type { Person } from '../../adapters/people.ts';
import type { Delegation } from '../../domain/people/delegation.ts';

/** Where a delegation stands in a list: by when it begins. */
const placeOf = ({ begins, id }: Delegation): string => `${begins}#${id}`;

/** One page of the delegations that are this person's to see, after the place given. */
export const delegationsPage = async (
  { id, role }: Person,
  after: string,
  limit: number,
): Promise<{ delegations: Delegation[]; last: string | undefined }> => {
  if (role === 'admin') return listDelegations(after, limit);
  const own = [...(await delegationsTo(id)), ...(await delegationsFrom(id))]
    .filter((delegation) => placeOf(delegation) > after)
    .toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  const delegations = own.slice(0, limit);
  const latest = delegations.at(-1);
  return { delegations, last: own.length > limit && latest ? placeOf(latest) : undefined };
};
