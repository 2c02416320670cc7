import { eventsOf } from '../../adapters/reviews.ts';
import {
  nothingReported,
  type ObligationRecord,
  obligationRecordOf,
} from '../../domain/reminders/obligation-record.ts';
import { isCounted } from '../../domain/reminders/owed-obligation.ts';
import type { Head } from '../../domain/review.ts';
import { obligations } from '../../instruments/obligations.ts';

/** What the record of a review says of its obligations; it is not read where none is counted yet. */
export const recordOfObligations = async (head: Head): Promise<ObligationRecord> =>
  obligations.some((one) => isCounted(one, head))
    ? obligationRecordOf(await Array.fromAsync(eventsOf(head.id)))
    : nothingReported;
