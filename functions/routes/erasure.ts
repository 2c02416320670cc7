import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { silenceDelegations } from '../../adapters/delegations.ts';
import { keepAnswer } from '../../adapters/idempotency.ts';
import { type Person, putPerson } from '../../adapters/people.ts';
import { PersonId, pseudonymised } from '../../domain/people/registration.ts';
import { Refusal } from '../../domain/refusal.ts';
import { asSeen, othersUnchanged } from '../http/admission.ts';
import { personTag } from '../http/etag.ts';
import { once } from '../http/once.ts';
import { permit } from '../http/permission.ts';
import { PersonReceipt, receiptOfPerson } from '../http/person-view.ts';
import { problems } from '../http/problem.ts';
import { route } from '../http/route.ts';

const answerOf = (after: Person) => ({
  status: 200,
  body: receiptOfPerson(after),
  etag: personTag(after.version),
});

const notFound = (): never => {
  throw new Refusal('not_found', problems.not_found[2]);
};

export const erasureRoute = route({
  method: 'post',
  path: '/v1/people/{id}/erasure',
  summary:
    'Erase name and address of a person, for good: they can no longer sign in; the record keeps their id, and does not change',
  action: 'manage-people',
  wants: ['idempotency-key'],
  params: z.object({ id: z.string() }),
  status: 200,
  response: PersonReceipt,
  handle: async (asked) => {
    permit(asked.person, 'manage-people');
    const id = PersonId.safeParse(asked.params.id).data ?? notFound();
    const reply = await once(
      asked,
      () => `person-${id}`,
      async (identity) => {
        const known = (await asSeen(asked.person, id)) ?? notFound();
        if (known.erased) return answerOf(known);
        const after = await putPerson(
          pseudonymised(known, timestamp(), asked.person.id),
          known,
          (next) => [
            keepAnswer(`person-${id}`, identity, answerOf(next)),
            ...othersUnchanged(asked.person, id),
          ],
        );
        return answerOf(after);
      },
    );
    // Also for a copy of the request: what was cut off between the two is finished by the next one.
    await silenceDelegations(id, { by: asked.person.id, at: timestamp() });
    return reply;
  },
});
