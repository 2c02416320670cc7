import * as z from 'zod';
import table from './contributions.json' with { type: 'json' };
import { sourcedTable } from './sourced-table.ts';

const Row = z.strictObject({
  contributor: z.string().regex(/^[A-Z]{3}$/),
  mission: z.string().regex(/^[A-Z]{4,10}$/),
  unitType: z.enum(['INF_BN', 'FPU']),
  strength: z.int().min(1),
});

/** What one contributor had in one mission: troops (INF_BN) or formed police (FPU), in persons, on `asOf`. */
export type Contribution = z.output<typeof Row> & { readonly asOf: string };

const { rows, asOf } = sourcedTable(Row).parse(table);

/** The pairs of contributor and mission with 500 or more troops, and those with formed police, in March 2014. */
export const contributions: readonly Contribution[] = rows.map((row) => ({ ...row, asOf }));
