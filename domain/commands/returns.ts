import type { By, NewEvent } from '../events.ts';
import type { ReturnedCriterion } from '../facts/stage-facts.ts';
import { criteriaOf, type Instrument } from '../instrument.ts';
import { type FieldError, Refusal } from '../refusal.ts';
import type { Head } from '../review.ts';
import { requireOpen } from './submissions.ts';

/**
 * Sends named criteria back to the contributor, instead of an evaluation or of a decision on it;
 * only criteria that the contributor answers, and only within the instrument's rounds.
 */
export const returnCriteria = (
  head: Head,
  instrument: Instrument,
  criteria: ReturnedCriterion[],
  by: By,
): NewEvent => {
  if (head.waiting !== 'decision') requireOpen(head, 'evaluation');
  const asked = new Set(criteriaOf(instrument, 'self-assessment').map(({ id }) => id));
  const wrong = criteria.flatMap(({ criterion }, index): FieldError[] => {
    const first = criteria.findIndex((other) => other.criterion === criterion) === index;
    if (asked.has(criterion) && first) return [];
    const detail = first
      ? 'The self-assessment does not ask this criterion.'
      : 'This criterion is named twice.';
    return [{ pointer: `/criteria/${index}/criterion`, code: 'unknown_criterion', detail }];
  });
  if (wrong.length > 0)
    throw new Refusal('invalid_answers', 'Some criteria cannot go back.', wrong);
  if (head.round >= instrument.roundBudget)
    throw new Refusal(
      'wrong_stage',
      `The ${instrument.roundBudget} rounds of this instrument are used up: nothing goes back any more. ${
        instrument.decision === 'director'
          ? 'Submit the evaluation with a recommendation, and a director decides.'
          : 'Submit the evaluation.'
      }`,
    );
  return {
    type: 'stage-returned',
    by,
    facts: { stage: 'evaluation', round: head.round, criteria },
  };
};
