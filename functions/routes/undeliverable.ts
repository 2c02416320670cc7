import * as z from 'zod';
import { keepAnswer } from '../../adapters/idempotency.ts';
import { getPerson, listUndeliverable, type Person, putPerson } from '../../adapters/people.ts';
import { Undeliverable } from '../../domain/people/undeliverable.ts';
import { Role } from '../../domain/permissions.ts';
import { Refusal } from '../../domain/refusal.ts';
import { Iso3, MissionAcronym } from '../../domain/review.ts';
import { othersUnchanged } from '../http/admission.ts';
import { nameOf } from '../http/command.ts';
import { once } from '../http/once.ts';
import { PageQuery, pageReply, pageStart } from '../http/page.ts';
import { permit } from '../http/permission.ts';
import { PersonReceipt, receiptOfPerson } from '../http/person-view.ts';
import { problems } from '../http/problem.ts';
import { route } from '../http/route.ts';

/** Somebody whom no mail reaches; without name and address. */
const Unreached = Undeliverable.extend({
  person: z.string(),
  role: Role,
  contributor: Iso3.optional(),
  mission: MissionAcronym.optional(),
});

const viewOf = ({ id, role, contributor, mission, undeliverable }: Person) => ({
  person: id,
  role,
  contributor,
  mission,
  ...undeliverable,
});

export const listUndeliverableRoute = route({
  method: 'get',
  path: '/v1/undeliverable',
  summary:
    'List those whom no mail reaches, until an admin registers another address; the next in line is told in their place',
  action: 'settle-undeliverable',
  query: PageQuery,
  status: 200,
  response: z.object({ items: z.array(Unreached), next: z.string().optional() }),
  handle: async ({ person, query }) => {
    permit(person, 'settle-undeliverable');
    const bound = `${nameOf(person)} undeliverable`;
    const { people, last } = await listUndeliverable(pageStart(query, bound), query.limit);
    return pageReply('/v1/undeliverable', query, bound, people.map(viewOf), last);
  },
});

const notFound = (): never => {
  throw new Refusal('not_found', problems.not_found[2]);
};

export const closeUndeliverableRoute = route({
  method: 'post',
  path: '/v1/undeliverable/{id}/closure',
  summary: 'Say that the address of a person takes mail again, as it stands',
  action: 'settle-undeliverable',
  wants: ['idempotency-key'],
  params: z.object({ id: z.string() }),
  status: 200,
  response: PersonReceipt,
  handle: async (asked) => {
    const { person } = asked;
    permit(person, 'settle-undeliverable');
    const id = /^[A-Za-z0-9_-]{1,64}$/.test(asked.params.id) ? asked.params.id : notFound();
    return once(
      asked,
      () => `person-${id}`,
      async (identity) => {
        const { undeliverable, ...known } = (await getPerson(id)) ?? notFound();
        if (!undeliverable) return notFound();
        const answerOf = (after: Person) => ({ status: 200, body: receiptOfPerson(after) });
        const after = await putPerson(known, known, (next) => [
          keepAnswer(`person-${id}`, identity, answerOf(next)),
          ...othersUnchanged(person, id),
        ]);
        return answerOf(after);
      },
    );
  },
});
