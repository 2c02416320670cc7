import { timestamp } from '../../adapters/clock.ts';
import { delegationsFrom } from '../../adapters/delegations.ts';
import { getPerson, type Person, peopleOf } from '../../adapters/people.ts';
import { whyNotInForce } from '../../domain/people/delegation.ts';
import type { Role } from '../../domain/permissions.ts';
import { type Addressed, scopeOf } from '../../domain/reminders/audience.ts';
import { dayIn } from '../../domain/reminders/calendar-days.ts';
import type { Step } from '../../domain/reminders/ladder.ts';
import { type Wanted, whom } from '../../domain/reminders/tellings.ts';
import type { Head } from '../../domain/review.ts';
import { rulesOf } from './rules.ts';

/** Somebody who is told; `for` names the person on whose behalf, where a delegation redirects. */
export interface Recipient {
  readonly person: Person;
  readonly for?: string;
  /** Why no mail reaches them: then the next in line is told in their place. */
  readonly unreachable?: 'no_address' | 'undeliverable';
}

const recipientOf = (person: Person, principal?: string): Recipient => {
  const unreachable = !person.email
    ? 'no_address'
    : person.undeliverable
      ? 'undeliverable'
      : undefined;
  return { person, ...(principal && { for: principal }), ...(unreachable && { unreachable }) };
};

const isReached = ({ unreachable }: Recipient): boolean => !unreachable;

const kept = <T>(read: (key: string) => Promise<T>) => {
  const seen = new Map<string, Promise<T>>();
  return (key: string): Promise<T> => {
    const found = seen.get(key) ?? read(key);
    seen.set(key, found);
    return found;
  };
};

/** Who acts for this person now; undefined where nobody does. */
const delegateOf = async (from: Person): Promise<Person | undefined> => {
  const at = timestamp();
  for (const delegation of await delegationsFrom(from.id)) {
    const to = await getPerson(delegation.to);
    if (to && whyNotInForce(delegation, from, to, at) === undefined) return to;
  }
  return undefined;
};

/** Finds people for as long as one task runs, each question asked of the table once. */
export const openAudience = () => {
  const byId = kept(getPerson);
  const redirected = kept(async (id: string): Promise<Recipient[]> => {
    const person = await byId(id);
    if (!person || person.erased) return [];
    const delegate = await delegateOf(person);
    return [delegate ? recipientOf(delegate, id) : recipientOf(person)];
  });
  const inRole = kept(async (place: string): Promise<Person[]> => {
    const [role, contributor, mission] = place.split(' ');
    return peopleOf(role as Role, {
      ...(contributor && { contributor }),
      ...(mission && { mission }),
    });
  });
  const ofRoles = async (roles: readonly Role[], head: Head): Promise<Recipient[]> => {
    const told: Recipient[] = [];
    for (const role of roles) {
      const scope = scopeOf(role, head) as { contributor?: string; mission?: string };
      const place = `${role} ${scope.contributor ?? ''} ${scope.mission ?? ''}`;
      const people = await inRole(place);
      const recipients = (await Promise.all(people.map(({ id }) => redirected(id)))).flat();
      told.push(...recipients);
      if (recipients.some(isReached)) break;
    }
    return told;
  };
  const found = async (addressed: Addressed, head: Head): Promise<Recipient[]> => {
    if (!('person' in addressed)) return ofRoles(addressed.roles, head);
    const named = await redirected(addressed.person);
    return named.some(isReached) ? named : [...named, ...(await ofRoles(addressed.orElse, head))];
  };
  /** Who is told something of a review as it stands: by role and scope, upwards where there is nobody whom a mail reaches, each once; those whom it does not are among them. */
  return async (
    head: Head,
    wanted: Pick<Wanted, 'as' | 'step' | 'person'>,
  ): Promise<Recipient[]> => {
    const { calendars } = await rulesOf(head);
    const today = dayIn(calendars.due, timestamp());
    const step = wanted.step as Step;
    const all = await Promise.all(
      whom({ ...wanted, step }, head, today).map((addressed) => found(addressed, head)),
    );
    // Whoever is concerned themselves is told for themselves: the last of an id stays.
    const ordered = all.flat().toSorted((a, b) => Number(!a.for) - Number(!b.for));
    return [...new Map(ordered.map((recipient) => [recipient.person.id, recipient])).values()];
  };
};
export type AudienceOf = ReturnType<typeof openAudience>;
