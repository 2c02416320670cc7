import { timestamp } from '../../adapters/clock.ts';
import { dayIn } from '../../domain/reminders/calendar-days.ts';
import type { ObligationDue } from '../../domain/reminders/due-item.ts';
import {
  isAsPlanned,
  isStillOwed,
  obligationTellings,
} from '../../domain/reminders/owed-obligation.ts';
import type { Head } from '../../domain/review.ts';
import { findObligation } from '../../instruments/obligations.ts';
import type { Firing } from './firing.ts';
import { obligationCalendars } from './obligation-calendars.ts';
import { recordOfObligations } from './record-of-obligations.ts';

/**
 * What follows when the telling of an obligation comes due. Where its day moved, nothing is told by the
 * old one, and it is planned from the new. Undefined where the unit does not owe it any more.
 */
export const obligationFiring = async (
  item: ObligationDue,
  at: string,
  head: Head,
): Promise<Firing | undefined> => {
  const obligation = findObligation(item.obligation);
  if (!obligation) return undefined;
  const now = timestamp();
  const calendars = await obligationCalendars(head, obligation);
  if (!isStillOwed(obligation, head, dayIn(calendars.due, now))) return undefined;
  const record = await recordOfObligations(head);
  if (record.isSucceeded) return undefined;
  const holds = isAsPlanned(item, obligation, head, calendars.due);
  return {
    head,
    wanted: holds ? obligationTellings(obligation, head, calendars, { from: at, now }, record) : [],
    owed: { of: [obligation], after: now },
  };
};
