import * as z from 'zod';

/** What a verdict, a recommendation or a decision says of a unit; also what a limit caps it at. */
export const Readiness = z.enum(['ready', 'conditional', 'not_ready']);
export type Readiness = z.output<typeof Readiness>;
