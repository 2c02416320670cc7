import { authorize } from '../../adapters/authorization.ts';
import type { ActingPerson } from '../../adapters/people.ts';
import type { MayRead } from '../../domain/dialogue/sight.ts';
import type { By } from '../../domain/events.ts';
import type { Action, Matter } from '../../domain/permissions.ts';
import { Refusal } from '../../domain/refusal.ts';

/** Who acts outside a review, and by which policy; refused when none allows it. */
export const permitMatter = (person: ActingPerson, action: Action, matter: Matter): By => {
  const { rule } = authorize(person, action, matter);
  if (!rule)
    throw new Refusal(
      'forbidden',
      `The role ${person.role.replaceAll('_', ' ')} may not ${action.replaceAll('-', ' ')} here.`,
    );
  const { id, role, actsFor } = person;
  return { person: id, role, rule, ...(actsFor && { for: actsFor.id }) };
};

/** What the policies let this person read of the political side of missions. */
export const mayReadDialogue =
  (person: ActingPerson): MayRead =>
  (matter) =>
    authorize(person, 'read-dialogue', matter).allowed;
