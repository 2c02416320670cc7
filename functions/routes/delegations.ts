import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { delegationWrite, getDelegation } from '../../adapters/delegations.ts';
import { keepAnswer, type RequestIdentity } from '../../adapters/idempotency.ts';
import { type ActingPerson, getPerson, type Person } from '../../adapters/people.ts';
import { transact } from '../../adapters/table.ts';
import {
  type Delegation,
  DelegationRequest,
  periodOf,
  requireDelegate,
} from '../../domain/people/delegation.ts';
import { Refusal } from '../../domain/refusal.ts';
import { nameOf, personUnchanged } from '../http/command.ts';
import { withNames } from '../http/delegation-names.ts';
import { delegationsPage } from '../http/delegations-page.ts';
import { once } from '../http/once.ts';
import { PageQuery, pageReply, pageStart } from '../http/page.ts';
import { permit } from '../http/permission.ts';
import { DelegationReceipt, DelegationView, receiptOfDelegation } from '../http/person-view.ts';
import { problems } from '../http/problem.ts';
import { route } from '../http/route.ts';

export const listDelegationsRoute = route({
  method: 'get',
  path: '/v1/delegations',
  summary: 'List the delegations that you gave and received; an admin reads all',
  action: 'signed-in',
  query: PageQuery,
  status: 200,
  response: z.object({ items: z.array(DelegationView), next: z.string().optional() }),
  handle: async ({ person, query }) => {
    const bound = `${nameOf(person)} delegations`;
    const { delegations, last } = await delegationsPage(
      person,
      pageStart(query, bound),
      query.limit,
    );
    return pageReply('/v1/delegations', query, bound, await withNames(delegations), last);
  },
});

/** Refuses whoever acts for another: what was delegated is not theirs to pass on or to take back. */
const requireOwnName = ({ actsFor }: ActingPerson): void => {
  if (actsFor)
    throw new Refusal(
      'forbidden',
      'What was delegated to you cannot be passed on: ask in your own name, without On-Behalf-Of.',
    );
};

/** Whose role is lent: one's own, or as an admin says. */
const delegatorOf = async (
  asker: ActingPerson,
  from: string | undefined,
): Promise<Person | undefined> => {
  if (from === undefined || from === asker.id) return asker;
  if (asker.role !== 'admin')
    throw new Refusal('forbidden', 'You can delegate your own role only; an admin can for others.');
  return getPerson(from);
};

const delegator = (from: Person | undefined): Person => {
  if (from && !from.erased) return from;
  throw new Refusal('invalid_request', 'Nobody can act for somebody like this.', [
    { pointer: '/from', code: 'unknown_reference', detail: 'Nobody is registered with this id.' },
  ]);
};

/** The delegation that a request asks for; its id begins with the delegate. */
const made = async (
  asker: ActingPerson,
  wanted: DelegationRequest,
  { hash }: RequestIdentity,
): Promise<{ delegation: Delegation; from: Person; to: Person }> => {
  const from = delegator(await delegatorOf(asker, wanted.from));
  const to = requireDelegate(from, await getPerson(wanted.to));
  const at = timestamp();
  const delegation: Delegation = {
    id: `${to.id}.${hash.slice(0, 16)}`,
    from: from.id,
    to: to.id,
    role: from.role,
    contributor: from.contributor,
    mission: from.mission,
    ...periodOf(wanted, at),
    reason: wanted.reason,
    made: { by: asker.id, at },
    version: 1,
  };
  return { delegation, from, to };
};

const answerOf = (status: number, delegation: Delegation) => ({
  status,
  body: receiptOfDelegation(delegation),
});

export const delegateRoute = route({
  method: 'post',
  path: '/v1/delegations',
  summary:
    'Let a colleague of your own side act for you, for at most 180 days; both names are recorded',
  action: 'delegate',
  wants: ['idempotency-key'],
  body: DelegationRequest,
  status: 201,
  response: DelegationReceipt,
  handle: async (asked) => {
    const { person, body } = asked;
    requireOwnName(person);
    permit(person, 'delegate');
    const placeOf = ({ hash }: RequestIdentity) => `delegation-${hash}`;
    return once(asked, placeOf, async (identity) => {
      const { delegation, from, to } = await made(person, body, identity);
      const answer = answerOf(201, delegation);
      await transact(
        [
          delegationWrite(delegation),
          keepAnswer(placeOf(identity), identity, answer),
          ...personUnchanged(person, from, to),
        ],
        randomUUID(),
      );
      return answer;
    });
  },
});

/** A delegation that this person may see: their own, or any as an admin. */
const visible = async (asker: ActingPerson, id: string): Promise<Delegation> => {
  const found = /^[A-Za-z0-9_-]{1,64}\.[A-Za-z0-9_-]{16}$/.test(id)
    ? await getDelegation(id)
    : undefined;
  const own = found && (found.from === asker.id || found.to === asker.id);
  if (found && (own || asker.role === 'admin')) return found;
  throw new Refusal('not_found', problems.not_found[2]);
};

export const revokeRoute = route({
  method: 'post',
  path: '/v1/delegations/{id}/revocation',
  summary: 'End a delegation at once: by either of its two people, or by an admin',
  action: 'signed-in',
  wants: ['idempotency-key'],
  params: z.object({ id: z.string() }),
  status: 200,
  response: DelegationReceipt,
  handle: async (asked) => {
    const { person, params } = asked;
    requireOwnName(person);
    await visible(person, params.id);
    const place = `delegation-${params.id}`;
    return once(
      asked,
      () => place,
      async (identity) => {
        const seen = await visible(person, params.id);
        if (seen.revoked) return answerOf(200, seen);
        const revoked = { by: person.id, at: timestamp() };
        const next = { ...seen, revoked, version: seen.version + 1 };
        const answer = answerOf(200, next);
        await transact(
          [
            delegationWrite(next, seen),
            keepAnswer(place, identity, answer),
            ...personUnchanged(person),
          ],
          randomUUID(),
        );
        return answer;
      },
    );
  },
});
