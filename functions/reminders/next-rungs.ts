import { putRungs } from '../../adapters/due-items.ts';
import { nextRung, planOf } from '../../domain/reminders/plan.ts';
import type { Head } from '../../domain/review.ts';
import { rulesOf } from './rules.ts';

/** Puts the first rung of the open step after an instant where it will be found; nothing while none is left. `since` is when the step began. */
export const putNextRungs = async (head: Head, since: string, after: string): Promise<void> => {
  const { ladder, calendars } = await rulesOf(head);
  const next = nextRung(planOf(head, since, ladder, calendars), after);
  if (!next) return;
  const { step, round, plan, at } = next;
  await putRungs(at, { kind: 'rungs', review: head.id, step, round, plan, since });
};
