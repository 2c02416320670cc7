import * as z from 'zod';
import { type Head, stateOf } from './review.ts';

/** Where a review stands, as policies and refusals speak of it. */
export const Situation = z.enum([
  'in_transit',
  'self_assessment',
  'evaluation',
  'decision',
  'verification',
  'signature',
  'closed',
  'withdrawn',
  'lapsed',
]);
export type Situation = z.output<typeof Situation>;

/** Where the head stands: what is wanted of whom, on its way, or how it ended. */
export const situationOf = ({
  phase,
  state,
  stage,
  waiting,
}: Pick<Head, 'phase' | 'state' | 'stage' | 'waiting'>): Situation => {
  if (phase === 'closing' || phase === 'rest')
    return state === 'withdrawn' || state === 'lapsed' ? state : 'closed';
  if (phase !== 'open') return 'in_transit';
  return waiting ?? stateOf[stage];
};
