import * as z from 'zod';
import { Consultation } from './consultation.ts';
import { NumberedFollowUp } from './follow-up.ts';
import { isState } from './party.ts';
import { recordedFields, shownFollowUps, shownRecorded } from './recorded-view.ts';
import type { ConsultationRecord } from './records.ts';
import { type Sight, shownReviews } from './sight.ts';

/** A consultation on the wire. Of other States, a State reads the attendance of public meetings and nothing else. */
export const ConsultationView = z
  .object({
    ...Consultation.shape,
    ...recordedFields,
    /** How many States attended, and how many points were raised, those included that are not shown. */
    attendanceCount: z.int(),
    pointCount: z.int(),
    followUps: z.array(NumberedFollowUp),
  })
  .meta({ id: 'Consultation' });
type ConsultationView = z.output<typeof ConsultationView>;

type Restricted = Pick<ConsultationView, 'attendance' | 'points'>;

/** Its own points and those of institutions; who else attended only where the meeting was public. */
const restrictedTo = (
  state: string,
  { format, attendance, points }: ConsultationRecord,
): Restricted => ({
  attendance: format === '1353_public' ? attendance : { states: [state], bodies: [] },
  points: points.filter(({ raisedBy }) => !isState(raisedBy) || raisedBy === state),
});

/** The consultation as it may be seen, or undefined where it may not: a State sees those it attended. */
export const consultationViewOf = (
  consultation: ConsultationRecord,
  sight: Sight,
): ConsultationView | undefined => {
  const { mission, date, format, documentSymbol, attendance, points } = consultation;
  const shown = {
    ...shownRecorded(consultation, sight),
    mission,
    date,
    format,
    ...(documentSymbol && { documentSymbol }),
    attendanceCount: attendance.states.length,
    pointCount: points.length,
    followUps: [...shownFollowUps(consultation.followUps, sight)],
    reviews: [...shownReviews(consultation.reviews, sight)],
  };
  if (sight.of === 'nothing') return undefined;
  if (sight.of !== 'state') return { ...shown, attendance, points };
  return attendance.states.includes(sight.state)
    ? { ...shown, ...restrictedTo(sight.state, consultation) }
    : undefined;
};
