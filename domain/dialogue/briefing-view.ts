import * as z from 'zod';
import { Briefing } from './briefing.ts';
import { NumberedFollowUp } from './follow-up.ts';
import { recordedFields, shownFollowUps, shownRecorded } from './recorded-view.ts';
import type { BriefingRecord } from './records.ts';
import { type Sight, shownReviews } from './sight.ts';

/** A briefing on the wire. A State reads of the others only how many were invited. */
export const BriefingView = z
  .object({
    ...Briefing.shape,
    ...recordedFields,
    /** How many States were invited, those included that are not named to the reader. */
    invitedCount: z.int(),
    followUps: z.array(NumberedFollowUp),
  })
  .meta({ id: 'Briefing' });
type BriefingView = z.output<typeof BriefingView>;

/** The briefing as it may be seen, or undefined where it may not: a State sees those it was invited to. */
export const briefingViewOf = (
  briefing: BriefingRecord,
  sight: Sight,
): BriefingView | undefined => {
  const { mission, date, briefer, invited, participants, topics, views } = briefing;
  const shown = {
    ...shownRecorded(briefing, sight),
    mission,
    date,
    briefer,
    topics,
    invitedCount: invited.length,
    followUps: [...shownFollowUps(briefing.followUps, sight)],
    reviews: [...shownReviews(briefing.reviews, sight)],
  };
  if (sight.of === 'nothing') return undefined;
  if (sight.of !== 'state')
    return { ...shown, invited, ...(participants && { participants }), ...(views && { views }) };
  // The views are one text of all who spoke, and participants may be offices of other States.
  return invited.includes(sight.state) ? { ...shown, invited: [sight.state] } : undefined;
};
