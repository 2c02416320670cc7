import type { Person } from '../../adapters/people.ts';
import { getHeads } from '../../adapters/reviews.ts';
import { requireKnown } from '../../domain/dialogue/commands.ts';
import { type NamingStates, unknownStates } from '../../domain/dialogue/named-states.ts';
import { findContributor } from '../../domain/reference/contributors.ts';
import { findMission } from '../../domain/reference/missions.ts';
import type { FieldError } from '../../domain/refusal.ts';
import { isReviewId } from './command.ts';
import { maySee } from './permission.ts';

const unknown = (pointer: string, detail: string): FieldError => ({
  pointer,
  code: 'unknown_reference',
  detail,
});

/** A record that may name a mission, States and reviews. */
interface Naming extends NamingStates {
  readonly mission: string;
  readonly reviews?: readonly string[] | undefined;
}

/** Reviews of another mission, or of somebody else, are answered like reviews that do not exist. */
const unknownReviews = async (
  person: Person,
  { mission, reviews = [] }: Naming,
): Promise<FieldError[]> => {
  const heads = await getHeads(reviews.filter(isReviewId));
  const known = new Set(
    heads.filter((head) => head.mission === mission && maySee(person, head)).map(({ id }) => id),
  );
  return reviews.flatMap((review, index) =>
    known.has(review) ? [] : [unknown(`/reviews/${index}`, 'This mission has no such review.')],
  );
};

/** Refuses a record that names a mission, a State or a review that does not exist, by field. */
export const requireReferences = async (person: Person, record: Naming): Promise<void> =>
  requireKnown([
    ...(findMission(record.mission)
      ? []
      : [unknown('/mission', 'No such mission: see /v1/missions.')]),
    ...unknownStates(record, (iso3) => findContributor(iso3) !== undefined),
    ...(await unknownReviews(person, record)),
  ]);
