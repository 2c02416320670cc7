import { authorize } from '../../adapters/authorization.ts';
import { getHeads } from '../../adapters/reviews.ts';
import type { Dialogue } from '../../domain/dialogue/records.ts';
import { type ShownDialogue, shownDialogue } from '../../domain/dialogue/shown-dialogue.ts';
import { type Sight, sightOf } from '../../domain/dialogue/sight.ts';
import type { Acting } from '../../domain/permissions.ts';
import { Refusal } from '../../domain/refusal.ts';
import { mayNot } from './who-may.ts';

const atOnce = 100;

/** Every review that a dialogue names. */
const linkedReviews = ({ briefings, consultations, expectations, threats }: Dialogue): string[] => {
  const versions = expectations.map(({ latest }) => latest);
  const linked = [...briefings, ...consultations, ...versions, ...threats];
  return [...new Set(linked.flatMap(({ reviews = [] }) => reviews))];
};

/** The linked reviews that belong to a State. */
const reviewsOf = async (contributor: string, dialogue: Dialogue): Promise<Set<string>> => {
  const ids = linkedReviews(dialogue);
  const own = new Set<string>();
  for (let from = 0; from < ids.length; from += atOnce)
    for (const head of await getHeads(ids.slice(from, from + atOnce)))
      if (head.contributor === contributor) own.add(head.id);
  return own;
};

/** How much this person sees of a mission's dialogue; `reviews` are the linked ones of their State. */
export const sightFor = (person: Acting, mission: string, reviews?: ReadonlySet<string>): Sight =>
  sightOf(person, mission, (matter) => authorize(person, 'read-dialogue', matter).allowed, reviews);

/** Refuses whoever may read nothing of this mission's dialogue. */
export const requireSight = (person: Acting, mission: string): void => {
  if (sightFor(person, mission).of === 'nothing')
    throw new Refusal('forbidden', mayNot(person, 'read-dialogue', { mission }));
};

/** What this person may read of a dialogue that has been read already. */
export const shownTo = async (
  person: Acting,
  mission: string,
  dialogue: Dialogue,
): Promise<ShownDialogue> => {
  const { contributor } = person;
  const reviews = contributor ? await reviewsOf(contributor, dialogue) : undefined;
  return shownDialogue(dialogue, sightFor(person, mission, reviews));
};
