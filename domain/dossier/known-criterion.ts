import type { Instrument } from '../instrument.ts';
import { type FieldError, Refusal } from '../refusal.ts';

/** What is wrong with a criterion that the instrument does not have; nothing otherwise. */
export const criterionErrors = (
  { criteria, title }: Instrument,
  criterion: string,
  pointer: string,
): FieldError[] =>
  criteria.some(({ id }) => id === criterion)
    ? []
    : [
        {
          pointer,
          code: 'unknown_criterion',
          detail: `"${title}" has no criterion ${criterion}: see the form or the instrument.`,
        },
      ];

/** Refuses a criterion that the instrument does not have. */
export const requireCriterion = (
  instrument: Instrument,
  criterion: string,
  pointer: string,
): void => {
  const errors = criterionErrors(instrument, criterion, pointer);
  if (errors.length > 0)
    throw new Refusal('unknown_reference', 'This criterion does not exist here.', errors);
};
