import * as z from 'zod';
import { Day } from '../text.ts';

/** The working calendar of a party: its zone, the days of the week that are off (1 Monday to 7 Sunday), and its holidays. */
export const Calendar = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  title: z.string().min(1).max(120),
  source: z.string().min(1).max(500),
  timeZone: z.string().min(1).max(64),
  weekend: z.array(z.int().min(1).max(7)).max(6),
  holidays: z.array(Day).max(400),
  /** Those of the holidays whose day is not certain: the moon decides, or no announcement was seen. */
  uncertain: z.array(Day).max(400).default([]),
  /** How sure we are of zone, week and holidays; left out where an operator answers for them. */
  certainty: z.enum(['found', 'probable', 'assumed']).optional(),
  /** Whose calendar it is: `contributor:EGY`, `mission:MINUSCA`. */
  parties: z
    .array(z.string().regex(/^(contributor:[A-Z]{3}|mission:[A-Z][A-Z0-9 -]{1,14})$/))
    .default([]),
});
export type Calendar = z.output<typeof Calendar>;
