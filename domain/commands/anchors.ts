import { dueAt } from '../due.ts';
import type { By, NewEvent } from '../events.ts';
import type { Instrument } from '../instrument.ts';
import type { Zoned } from '../reminders/calendar-days.ts';
import type { Head } from '../review.ts';
import { requireRunning } from './withdrawals.ts';

/** Moves an anchor; the due date of an open stage that hangs on it moves with it. */
export const moveAnchors = (
  head: Head,
  instrument: Instrument,
  moved: { plannedDeployment?: string | undefined; arrival?: string | undefined; reason: string },
  at: string,
  by: By,
  zone: Zoned,
): NewEvent => {
  requireRunning(head);
  const { plannedDeployment, arrival, reason } = moved;
  const anchors = {
    ...head,
    ...(plannedDeployment && { plannedDeployment }),
    ...(arrival && { arrival }),
  };
  // The second signature has a clock of its own, which no anchor moves.
  const hangs = instrument.due[head.stage].after === 'arrival' && !head.waiting;
  return {
    type: 'anchors-moved',
    by,
    facts: {
      ...(plannedDeployment && { plannedDeployment }),
      ...(arrival && { arrival }),
      ...(hangs && { dueAt: dueAt(instrument, head.stage, at, anchors, zone) }),
      reason,
    },
  };
};
