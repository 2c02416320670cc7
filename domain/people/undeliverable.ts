import * as z from 'zod';
import { Instant } from '../text.ts';

/** Since when mail does not reach a person, and why: it came back for good, they complained of it, or the provider refuses the address. */
export const Undeliverable = z.object({
  since: Instant,
  why: z.enum(['bounced', 'complained', 'refused']),
});
export type Undeliverable = z.output<typeof Undeliverable>;
