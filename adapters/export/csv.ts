import type { Cell, Column, Row } from '../../domain/export/column.ts';
import type { TableWriter } from './table-file.ts';

const byteOrderMark = '\uFEFF';

/**
 * Text that a spreadsheet may take for a formula: = + - @ in their ASCII, full-width and small forms, also
 * behind blanks, control and invisible characters; and whatever begins with a tab or a line end.
 */
const formula =
  /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}\p{Z}\u115F\u1160\u2800\u3164\uFFA0"']*[=+\-@\u2212\uFE62\uFE63\uFE66\uFE6B\uFF0B\uFF0D\uFF1D\uFF20])/u;

/** The text as a spreadsheet will show and never run it: an apostrophe before what looks like a formula. */
const guarded = (text: string): string => (formula.test(text) ? `'${text}` : text);

const special = /[",\r\n\t]|^\s|\s$/;

const quoted = (text: string): string =>
  special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const cellText = (cell: Cell): string => {
  if (cell === null) return '';
  return typeof cell === 'string' ? quoted(guarded(cell)) : String(cell);
};

const lineOf = (row: Row): string => `${row.map(cellText).join(',')}\r\n`;

const headerOf = (columns: readonly Column[]): string =>
  `${columns.map(({ name }) => name).join(',')}\r\n`;

/**
 * A table as CSV (RFC 4180), UTF-8 with a byte order mark by which Excel knows it; `mark: false` leaves that
 * out. Formulas are guarded, so a text that begins with one gets an apostrophe here and nowhere else.
 */
export const csvWriter = ({ mark = true } = {}): TableWriter =>
  async function* ({ columns, batches }) {
    yield Buffer.from(`${mark ? byteOrderMark : ''}${headerOf(columns)}`);
    for await (const { rows } of batches) yield Buffer.from(rows.map(lineOf).join(''));
  };

/** A short table as one CSV text, written as the data sets are. */
export const csvOf = (names: readonly string[], rows: readonly Row[]): string =>
  `${byteOrderMark}${names.join(',')}\r\n${rows.map(lineOf).join('')}`;
