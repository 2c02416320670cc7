import * as z from 'zod';
import { sourcedTable } from './sourced-table.ts';
import table from './unit-types.json' with { type: 'json' };

/** A kind of unit. `provenance` says how the document in `source` is known: found, or from memory. */
export const UnitType = z.strictObject({
  code: z.string().regex(/^[A-Z0-9]+(_[A-Z0-9]+)*$/),
  name: z.string().min(1),
  component: z.enum(['military', 'police']),
  source: z.string().min(1),
  provenance: z.string().min(1),
});
export type UnitType = z.output<typeof UnitType>;

/** The unit types; which of them an instrument fits stands in the instrument. */
export const unitTypes: readonly UnitType[] = sourcedTable(UnitType).parse(table).rows;
