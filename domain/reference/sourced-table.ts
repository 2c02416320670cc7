import * as z from 'zod';
import { Day } from '../text.ts';

/** A table of facts with the source of its rows, the day they speak of, and what a reader must know. */
export const sourcedTable = <R extends z.ZodType>(row: R) =>
  z.strictObject({ source: z.string(), asOf: Day, note: z.string(), rows: z.array(row).min(1) });
