import * as z from 'zod';
import { Day, text } from '../text.ts';
import { Party } from './party.ts';

/** What somebody undertook to do after a briefing or a consultation, and by when. */
const FollowUp = z.strictObject({ what: text(500), owner: Party, dueOn: Day });

export const FollowUps = z.array(FollowUp).max(20);

/** How a follow-up ended, and on which day. */
export const Closure = z.strictObject({ outcome: text(1000), closedOn: Day });
export type Closure = z.output<typeof Closure>;

/** A follow-up as it now stands. Numbered from 1 in the order in which they were recorded. */
export const NumberedFollowUp = FollowUp.extend({
  number: z.int().min(1),
  closed: Closure.optional(),
});
export type NumberedFollowUp = z.output<typeof NumberedFollowUp>;
