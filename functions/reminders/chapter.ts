import { latestEvents } from '../../adapters/reviews.ts';
import type { Event } from '../../domain/events.ts';
import { beginsStep } from '../../domain/reminders/plan-basis.ts';

const begins = (event: Event): boolean => beginsStep(event) || event.type === 'review-closed';

/**
 * The events of a review since its present step began or since it ended, that event first: the record is
 * read back as far as that, and no further. None before the first step.
 */
export const latestChapter = async (review: string): Promise<Event[]> => {
  const events: Event[] = [];
  for await (const event of latestEvents(review)) {
    events.unshift(event);
    if (begins(event)) return events;
  }
  return [];
};
