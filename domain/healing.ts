import * as z from 'zod';
import { Instant } from './text.ts';

/**
 * What the reconciler may find broken. `out_left_over`: a command whose next step never came.
 * `transit_lost`: a review on its way, and nothing that would move it. `execution_lost`: an open stage
 * that no execution waits for, though one should. `due_missing`, `due_stale`: an open review that nobody
 * would be reminded of, or by a plan that is not its own. `claim_lapsed`: a mail that somebody began
 * and never said what became of; it is sent again, and may have arrived before.
 */
export const HealingKind = z.enum([
  'out_left_over',
  'transit_lost',
  'execution_lost',
  'due_missing',
  'due_stale',
  'claim_lapsed',
]);
export type HealingKind = z.output<typeof HealingKind>;

/** One thing that was found broken and mended, and when; `found` says it in a few words, without names. */
export const Healing = z.object({
  kind: HealingKind,
  review: z.string(),
  at: Instant,
  found: z.string(),
});
export type Healing = z.output<typeof Healing>;

/** The metric that counts each kind; an alarm watches each. */
export const healingMetrics = {
  out_left_over: 'OutLeftOver',
  transit_lost: 'TransitsLost',
  execution_lost: 'ExecutionsLost',
  due_missing: 'DueMissing',
  due_stale: 'DueStale',
  claim_lapsed: 'ClaimsLapsed',
} as const satisfies Record<HealingKind, string>;
