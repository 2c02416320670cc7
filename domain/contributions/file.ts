import { layoutOf } from './layouts.ts';
import {
  type ImportReport,
  type ImportRow,
  nobody,
  type Persons,
  type RowStatus,
  refuseFile,
} from './report.ts';
import { type CellRow, firstOnly, latestOnly, readRow } from './rows.ts';

/** A contributions file taken apart into cells. */
interface CellTable {
  readonly header: readonly string[];
  readonly rows: readonly CellRow[];
  readonly byteOrderMark: boolean;
}

/** The most rows that one import takes, the heading not counted. */
export const maxImportRows = 20_000;

const add = (one: Persons, other: Persons): Persons => ({
  troops: one.troops + other.troops,
  formedPolice: one.formedPolice + other.formedPolice,
  individualPolice: one.individualPolice + other.individualPolice,
  experts: one.experts + other.experts,
  staffOfficers: one.staffOfficers + other.staffOfficers,
  total: one.total + other.total,
});

const howMany = (rows: readonly ImportRow[], wanted: RowStatus): number =>
  rows.filter(({ status }) => status === wanted).length;

const markNote = { code: 'byte_order_mark', detail: 'a byte order mark was taken off' } as const;

/**
 * Reads a contributions file, in the layout of the United Nations or of the International Peace
 * Institute, row by row. Throws `Refusal` where the file as a whole cannot be read.
 */
export const importReport = ({ header, rows, byteOrderMark }: CellTable): ImportReport => {
  const columns = header.map((column) => column.trim());
  const layout = layoutOf(columns);
  if (rows.length === 0) refuseFile('empty_file', 'The file has a heading but no rows.');
  if (rows.length > maxImportRows)
    refuseFile('too_many_rows', `The file has more than ${maxImportRows} rows: split it.`);
  const read = firstOnly(latestOnly(rows.map((row) => readRow(layout, columns, row))));
  const counted = read.filter(({ status }) => status !== 'rejected');
  return {
    layout: layout.name,
    rows: read,
    totals: counted.reduce<Persons>(add, nobody),
    contributors: new Set(counted.map(({ contributor }) => contributor)).size,
    accepted: howMany(read, 'accepted'),
    warnings: howMany(read, 'warning'),
    rejected: howMany(read, 'rejected'),
    problems: byteOrderMark ? [markNote] : [],
  };
};
