import { type Delegation, type Party, whyNotInForce } from '../people/delegation.ts';
import type { Role } from '../permissions.ts';
import type { Head } from '../review.ts';
import { type Addressed, scopeOf } from './audience.ts';
import { dayIn } from './calendar-days.ts';
import type { Step } from './ladder.ts';
import type { Calendars } from './plan.ts';
import { type Wanted, whom } from './tellings.ts';

/** Somebody as far as reminders are concerned: role and scope, and whether there is an address. */
export interface Reachable extends Party {
  readonly timeZone?: string | undefined;
  readonly email?: string | undefined;
}

/** Somebody who would be told; `for` is whose delegate they are. */
export interface SimulatedRecipient {
  readonly person: Reachable;
  readonly for?: string;
}

type Place = Pick<Head, 'contributor' | 'mission' | 'assignments'>;

const keyOf = (role: Role, { contributor, mission }: { contributor?: string; mission?: string }) =>
  `${role}#${contributor ?? mission ?? ''}`;

const groupsOf = (people: readonly Reachable[]): ReadonlyMap<string, Reachable[]> =>
  Map.groupBy(
    people.filter(({ erased }) => !erased),
    ({ role, contributor, mission }) =>
      keyOf(role, { ...(contributor && { contributor }), ...(mission && { mission }) }),
  );

/** Who would be told, found among everybody: the same choice as the machine makes with the table before it. */
export const peopleForSimulation = (
  people: readonly Reachable[],
  delegations: readonly Delegation[],
) => {
  const byId = new Map(people.map((person) => [person.id, person]));
  const groups = groupsOf(people);
  const given = Map.groupBy(delegations, ({ from }) => from);
  const redirected = (id: string, at: string): SimulatedRecipient[] => {
    const person = byId.get(id);
    if (!person || person.erased) return [];
    for (const delegation of given.get(id) ?? []) {
      const to = byId.get(delegation.to);
      if (to && whyNotInForce(delegation, person, to, at) === undefined)
        return [{ person: to, for: id }];
    }
    return [{ person }];
  };
  const ofRoles = (roles: readonly Role[], head: Place, at: string): SimulatedRecipient[] => {
    for (const role of roles) {
      const there = groups.get(keyOf(role, scopeOf(role, head))) ?? [];
      if (there.length > 0) return there.flatMap(({ id }) => redirected(id, at));
    }
    return [];
  };
  const found = (addressed: Addressed, head: Place, at: string): SimulatedRecipient[] => {
    if (!('person' in addressed)) return ofRoles(addressed.roles, head, at);
    const named = redirected(addressed.person, at);
    return named.length > 0 ? named : ofRoles(addressed.orElse, head, at);
  };
  /** Who is told something of a review at an instant, each once. */
  const audience = (
    head: Place,
    wanted: Pick<Wanted, 'as' | 'person'> & { readonly step: string },
    { due }: Calendars,
    at: string,
  ): SimulatedRecipient[] => {
    const step = wanted.step as Step;
    const all = whom({ ...wanted, step }, head, dayIn(due, at)).flatMap((addressed) =>
      found(addressed, head, at),
    );
    // Whoever is concerned themselves is told for themselves: the last of an id stays.
    const ordered = all.toSorted((a, b) => Number(!a.for) - Number(!b.for));
    return [...new Map(ordered.map((recipient) => [recipient.person.id, recipient])).values()];
  };
  return { byId, audience };
};
export type SimulatedPeople = ReturnType<typeof peopleForSimulation>;
