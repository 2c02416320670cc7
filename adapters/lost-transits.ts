import { outOf } from '../domain/out.ts';
import type { Head } from '../domain/review.ts';
import { now } from './clock.ts';
import { healingWrite } from './healings.ts';
import { headKey, outKey } from './keys.ts';
import { getEvent } from './reviews.ts';
import { absent, getItem, transactUnlessMoved, versionIs } from './table.ts';

const patience = 2 * 60_000;

/**
 * Puts back the OUT item that a review in transit names and that is gone: without it nothing would
 * ever move the review on. True when it was gone.
 */
export const restoreTransit = async (head: Head): Promise<boolean> => {
  const [out] = head.out;
  if (!out || Date.parse(out.at) > now() - patience) return false;
  if (await getItem(outKey(head.id, out))) return false;
  const event = await getEvent(head.id, out.seq);
  const lost = event && outOf(head, event);
  if (!lost) return false;
  return transactUnlessMoved([
    { name: 'out', put: { ...outKey(head.id, out), ...lost, attempts: 0 }, condition: absent },
    { name: 'head', check: headKey(head.id), condition: versionIs(head.version) },
    healingWrite('transit_lost', head.id, `${lost.outcome}, and no OUT item`),
  ]);
};
