import { putObligation } from '../../adapters/due-items.ts';
import { nextObligation } from '../../domain/reminders/owed-obligation.ts';
import type { Firing } from './firing.ts';
import { putNextRungs } from './next-rungs.ts';
import { obligationCalendars } from './obligation-calendars.ts';

/** Puts what is due next where it will be found: the rungs of the step, and what the unit owes again and again. */
export const putNext = async ({ head, next, owed }: Firing): Promise<void> => {
  if (next) await putNextRungs(head, next.since, next.after);
  if (!owed) return;
  for (const obligation of owed.of) {
    const calendars = await obligationCalendars(head, obligation);
    const coming = nextObligation(obligation, head, calendars, owed.after);
    if (coming) await putObligation(coming.at, coming.item);
  }
};
