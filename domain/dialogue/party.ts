import * as z from 'zod';
import { Iso3 } from '../review.ts';

const Institution = z.enum(['council', 'secretariat', 'mission', 'host_state']);

/** One side of the dialogue: the Security Council, the Secretariat, the mission, the host State, or a State by its ISO code. */
export const Party = z.union([Institution, Iso3], {
  error: 'council, secretariat, mission, host_state, or three capital letters (ISO 3166-1 alpha-3)',
});
export type Party = z.output<typeof Party>;

/** Whether a party is a contributor, and so is never named to another one. */
export const isState = (party: Party): boolean => Iso3.safeParse(party).success;

/** Each value once; the error points at the list. */
export const once = <T extends z.ZodType>(
  items: z.ZodArray<T>,
  of: (item: z.output<T>) => string,
) =>
  items.refine((list) => new Set(list.map(of)).size === list.length, {
    error: 'names somebody twice: name each once',
  });

/** Contributors by ISO code, each once. */
export const States = once(z.array(Iso3).max(120), (state) => state);
