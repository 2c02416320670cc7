import * as z from 'zod';
import { Iso3 } from '../review.ts';
import { Day, line, text } from '../text.ts';
import { MissionDay } from './shared-fields.ts';

/** What a State commits itself to in a mission, as its Permanent Mission states it. */
export const Commitment = z
  .strictObject({
    ...MissionDay,
    statement: text(2000),
    level: z
      .enum(['head_of_state_or_government', 'minister', 'permanent_representative', 'other'])
      .optional(),
    /** The office that signed, never a person's name. */
    signatory: line(120),
    validUntil: Day.optional(),
  })
  .refine(({ date, validUntil }) => !validUntil || validUntil >= date, {
    error: 'must not lie before the date of the commitment',
    path: ['validUntil'],
  });
export type Commitment = z.output<typeof Commitment>;

/** A commitment with the State that gave it: always the one whose Permanent Mission recorded it. */
export const StateCommitment = Commitment.safeExtend({ contributor: Iso3 });
export type StateCommitment = z.output<typeof StateCommitment>;
