import { latestEvents } from '../../adapters/reviews.ts';
import type { Head } from '../../domain/review.ts';

/**
 * Whether the next cycle of the unit was opened, which from then on says what the unit owes. Nothing is
 * opened before a verdict: the record is read back to the closing, and not at all while it runs.
 */
export const isNextCycleOpened = async ({ id, phase }: Head): Promise<boolean> => {
  if (phase !== 'rest') return false;
  for await (const { type, facts } of latestEvents(id)) {
    if (type === 'successor-opened' && facts.kind === 'next_cycle') return true;
    if (type === 'review-closed') return false;
  }
  return false;
};
