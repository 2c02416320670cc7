import { sign } from '../adapters/signing.ts';
import type { NewEvent } from '../domain/events.ts';
import type { Head } from '../domain/review.ts';
import { stageCloseMessage } from '../domain/stage-close.ts';

/**
 * The event that closes a stage or the review, with a signature over everything before it. A record
 * that moves meanwhile makes the caller decide, and so sign, anew.
 */
export const signClose = async (
  { id, version, chain }: Head,
  event: NewEvent | undefined,
): Promise<NewEvent | undefined> => {
  if (event?.type !== 'stage-scored' && event?.type !== 'review-closed') return event;
  const signature = await sign(stageCloseMessage(id, version + 1, chain));
  return { ...event, facts: { ...event.facts, signature } } as NewEvent;
};
