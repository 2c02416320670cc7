import * as z from 'zod';
import { Instant } from '../text.ts';
import type { NumberedFollowUp } from './follow-up.ts';
import { isState } from './party.ts';
import type { Recorded } from './records.ts';
import type { Sight } from './sight.ts';

/** What every record says of itself on the wire; who recorded it is for the Secretariat. */
export const recordedFields = {
  id: z.string(),
  recordedAt: Instant,
  recordedBy: z.string().optional(),
  recordedFor: z.string().optional(),
} as const;

export const shownRecorded = (
  { id, recordedAt, recordedBy, recordedFor }: Recorded,
  sight: Sight,
) => ({
  id,
  recordedAt,
  ...(sight.of === 'everything' && { recordedBy, ...(recordedFor && { recordedFor }) }),
});

/** The whole record on the wire, for those who may read all of it. */
export const wholeView = <R extends Recorded>(record: R, sight: Sight) => {
  const { recordedBy: _, recordedFor: __, ...said } = record;
  return { ...said, ...shownRecorded(record, sight) };
};

/** The follow-ups that may be seen: a State reads its own and those of institutions. */
export const shownFollowUps = (
  followUps: readonly NumberedFollowUp[],
  sight: Sight,
): readonly NumberedFollowUp[] =>
  sight.of === 'state'
    ? followUps.filter(({ owner }) => !isState(owner) || owner === sight.state)
    : followUps;
