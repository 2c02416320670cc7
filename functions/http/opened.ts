import type { ActingPerson } from '../../adapters/people.ts';
import { record } from '../../adapters/reviews.ts';
import { LostCondition } from '../../adapters/table.ts';
import { Unavailable } from '../../adapters/unavailable.ts';
import { acknowledgeStage } from '../../domain/commands/attention.ts';
import { sideOf } from '../../domain/permissions.ts';
import type { Head } from '../../domain/review.ts';
import { situationOf } from '../../domain/situation.ts';
import { personUnchanged, visibleReview } from './command.ts';
import { permit } from './permission.ts';

/** Whether reading what was submitted would be this person's first look at it, which the record keeps. */
export const isFirstLook = (person: Pick<ActingPerson, 'role'>, head: Head): boolean =>
  sideOf(person.role) === 'secretariat' && situationOf(head) === 'evaluation' && !head.seen;

/**
 * The review, as opened by this person: when the Secretariat first looks at what was submitted, the
 * record says so before anything is shown, because from then on it cannot be recalled.
 */
export const openedReview = async (person: ActingPerson, review: string): Promise<Head> => {
  for (let tries = 0; tries < 5; tries += 1) {
    const head = await visibleReview(person, review);
    if (!isFirstLook(person, head)) return head;
    const by = permit(person, 'acknowledge', head, head.stage);
    try {
      return (await record(review, head, acknowledgeStage(head, by), () => personUnchanged(person)))
        .head;
    } catch (error) {
      if (!(error instanceof LostCondition)) throw error;
    }
  }
  throw new Unavailable('try again: the review or your registration changes too fast');
};
