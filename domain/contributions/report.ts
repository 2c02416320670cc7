import * as z from 'zod';
import { Refusal } from '../refusal.ts';
import { Day } from '../text.ts';

const RowStatus = z.enum(['accepted', 'warning', 'rejected']);
export type RowStatus = z.output<typeof RowStatus>;

/**
 * What can be wrong with a row, and what that makes of it. `accepted`: mended without a doubt;
 * `warning`: counted, but somebody should look; `rejected`: reported and not counted.
 */
const severities = {
  trimmed: 'accepted',
  blank_figure: 'warning',
  total_disagrees: 'warning',
  unknown_mission: 'warning',
  unknown_contributor: 'rejected',
  unknown_personnel_type: 'rejected',
  not_a_number: 'rejected',
  bad_date: 'rejected',
  wrong_cell_count: 'rejected',
  duplicate_row: 'rejected',
  earlier_date: 'rejected',
} as const satisfies Record<string, RowStatus>;
export type RowProblemCode = keyof typeof severities;

const RowProblem = z.strictObject({
  code: z.enum(Object.keys(severities) as [RowProblemCode, ...RowProblemCode[]]),
  detail: z.string(),
});
export type RowProblem = z.output<typeof RowProblem>;

const count = z.int().min(0);

/** Persons by type; `total` is their sum. Staff officers are told apart only in the United Nations' own layout. */
export const Persons = z.strictObject({
  troops: count,
  formedPolice: count,
  individualPolice: count,
  experts: count,
  staffOfficers: count,
  total: count,
});
export type Persons = z.output<typeof Persons>;

export const nobody: Persons = {
  troops: 0,
  formedPolice: 0,
  individualPolice: 0,
  experts: 0,
  staffOfficers: 0,
  total: 0,
};

/** One row of the file under the number of its (last) line. Codes stand as the file has them, without blanks around. */
export const ImportRow = Persons.extend({
  line: z.int().min(1),
  status: RowStatus,
  contributor: z.string().optional(),
  mission: z.string().optional(),
  date: Day.optional(),
  personnelType: z.string().optional(),
  problems: z.array(RowProblem),
});
export type ImportRow = z.output<typeof ImportRow>;

/** What an import found: every row with its problems, and the totals of the rows that are not rejected. */
export const ImportReport = z.strictObject({
  layout: z.enum(['ipi', 'un']),
  rows: z.array(ImportRow),
  totals: Persons,
  contributors: count,
  accepted: count,
  warnings: count,
  rejected: count,
  problems: z.array(z.strictObject({ code: z.enum(['byte_order_mark']), detail: z.string() })),
});
export type ImportReport = z.output<typeof ImportReport>;

/** The worst that the problems of a row make of it. */
export const statusOf = (problems: readonly RowProblem[]): RowStatus => {
  const found = problems.map(({ code }) => severities[code]);
  if (found.includes('rejected')) return 'rejected';
  return found.includes('warning') ? 'warning' : 'accepted';
};

/** Refuses a whole file, with a stable code and the sentence that says why. */
export const refuseFile = (code: string, detail: string): never => {
  throw new Refusal('invalid_request', detail, [{ pointer: '/file', code, detail }]);
};
