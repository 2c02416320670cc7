import { timestamp } from '../../adapters/clock.ts';
import { delegationsTo } from '../../adapters/delegations.ts';
import { type ActingPerson, getPerson, type Person } from '../../adapters/people.ts';
import { whyNotInForce } from '../../domain/people/delegation.ts';
import { Refusal } from '../../domain/refusal.ts';
import { problems } from './problem.ts';

const refuse = (why?: string): never => {
  const remedy = problems.no_delegation[2];
  throw new Refusal('no_delegation', why ? `${why} ${remedy}` : remedy);
};

/**
 * The person as somebody who acts for `delegator`, by a delegation that is in force now. Refused
 * otherwise, in the same words for a stranger and for an id that names nobody.
 */
export const actFor = async (person: Person, delegator: string): Promise<ActingPerson> => {
  const given = (await delegationsTo(person.id)).filter(({ from }) => from === delegator);
  const from = given.length > 0 ? await getPerson(delegator) : undefined;
  if (!from) return refuse();
  const instant = timestamp();
  const why = given.map((delegation) => whyNotInForce(delegation, from, person, instant));
  const delegation = given[why.indexOf(undefined)];
  if (!delegation) return refuse(why.at(-1));
  const { role, contributor, mission } = from;
  return { ...person, role, contributor, mission, actsFor: from, delegation };
};
