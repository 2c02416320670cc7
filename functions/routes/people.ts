import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { delegationsTo } from '../../adapters/delegations.ts';
import { keepAnswer, reviewIdOf } from '../../adapters/idempotency.ts';
import { getPerson, listPeople, type Person, putPerson } from '../../adapters/people.ts';
import {
  PersonId,
  Registration,
  requireNew,
  requireScope,
} from '../../domain/people/registration.ts';
import { Refusal } from '../../domain/refusal.ts';
import { asSeen, othersUnchanged } from '../http/admission.ts';
import { nameOf } from '../http/command.ts';
import { withNames } from '../http/delegation-names.ts';
import { personTag, requireMatch } from '../http/etag.ts';
import { once } from '../http/once.ts';
import { PageQuery, pageReply, pageStart } from '../http/page.ts';
import { permit } from '../http/permission.ts';
import { DelegationView, PersonReceipt, PersonView, receiptOfPerson } from '../http/person-view.ts';
import { HttpRefusal, problems } from '../http/problem.ts';
import { route } from '../http/route.ts';

export const listPeopleRoute = route({
  method: 'get',
  path: '/v1/people',
  summary: 'List everybody who is registered, by id, with the pseudonyms of those who were erased',
  action: 'read-people',
  query: PageQuery,
  status: 200,
  response: z.object({ items: z.array(PersonView), next: z.string().optional() }),
  handle: async ({ person, query }) => {
    permit(person, 'read-people');
    const bound = `${nameOf(person)} people`;
    const { people, last } = await listPeople(pageStart(query, bound), query.limit);
    return pageReply('/v1/people', query, bound, people, last);
  },
});

export const ownPersonRoute = route({
  method: 'get',
  path: '/v1/people/me',
  summary: 'Read who you are, in which role, for whom, and who lets you act for them',
  action: 'signed-in',
  status: 200,
  response: PersonView.extend({
    actsFor: z.string().optional(),
    delegations: z.array(DelegationView),
  }).meta({ id: 'Me' }),
  handle: async ({ person: { id, actsFor } }) => {
    const own = await getPerson(id);
    if (!own) throw new HttpRefusal('unauthenticated');
    const delegations = await withNames(await delegationsTo(id));
    return {
      body: { ...own, ...(actsFor && { actsFor: actsFor.id }), delegations },
      etag: personTag(own.version),
    };
  },
});

export const readPersonRoute = route({
  method: 'get',
  path: '/v1/people/{id}',
  summary: 'Read one person; the ETag is what a change of role wants as If-Match',
  action: 'read-people',
  params: z.object({ id: z.string() }),
  status: 200,
  response: PersonView,
  handle: async ({ person, params }) => {
    permit(person, 'read-people');
    const id = PersonId.safeParse(params.id);
    const found = id.success ? await getPerson(id.data) : undefined;
    if (!found) throw new Refusal('not_found', problems.not_found[2]);
    return { body: found, etag: personTag(found.version) };
  },
});

/** Refuses a change that was not decided on the person as they now are. */
const requireSeen = (known: Person | undefined, headers: Headers): void => {
  if (known?.erased) throw new Refusal('person_erased', problems.person_erased[2]);
  if (known) requireMatch(headers, personTag(known.version));
  else if (headers.has('if-match')) throw new HttpRefusal('stale_version');
};

/** The person as registered now: whatever a change leaves out stays, but for role and scope. */
const registeredAs = (
  id: string,
  { name, email, language, timeZone, ...place }: Registration,
  known: Person | undefined,
  by: string,
) => ({
  id,
  name: name ?? known?.name ?? '',
  email: email ?? known?.email,
  role: place.role,
  contributor: place.contributor,
  mission: place.mission,
  language: language ?? known?.language,
  timeZone: timeZone ?? known?.timeZone,
  ...(known?.undeliverable &&
    (email ?? known.email) === known.email && { undeliverable: known.undeliverable }),
  registered: timestamp(),
  registeredBy: by,
});

export const registerRoute = route({
  method: 'post',
  path: '/v1/people',
  summary:
    'Register somebody, or change role and scope of somebody (with their id and If-Match); the same again renews it',
  action: 'manage-people',
  wants: ['idempotency-key'],
  body: Registration,
  status: 201,
  response: PersonReceipt,
  handle: async (asked) => {
    const { person, body, headers } = asked;
    const idOf = (made: string) => body.id ?? made;
    permit(person, 'manage-people');
    return once(
      asked,
      (identity) => `person-${idOf(reviewIdOf(identity))}`,
      async (identity) => {
        const id = idOf(reviewIdOf(identity));
        const known = await asSeen(person, id);
        requireSeen(known, headers);
        requireScope(body);
        if (!known) requireNew(id, body);
        const answerOf = (after: Person) => ({
          status: known ? 200 : 201,
          body: receiptOfPerson(after),
          etag: personTag(after.version),
          location: `/v1/people/${id}`,
        });
        const after = await putPerson(registeredAs(id, body, known, person.id), known, (next) => [
          keepAnswer(`person-${id}`, identity, answerOf(next)),
          ...othersUnchanged(person, id),
        ]);
        return answerOf(after);
      },
    );
  },
});
