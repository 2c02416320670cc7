import { CsvError, type Options, parse } from 'csv-parse/sync';
import { importReport, maxImportRows } from '../domain/contributions/file.ts';
import { type ImportReport, refuseFile } from '../domain/contributions/report.ts';
import type { CellRow } from '../domain/contributions/rows.ts';

const byteOrderMark = '\uFEFF';

/** The file as cells; stops one row after the limit, which is enough to see that it is passed. */
const cellsOf = (csvText: string): CellRow[] => {
  const rows: CellRow[] = [];
  const options: Options = {
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    to: maxImportRows + 2,
    on_record: (cells: string[], { lines }) => void rows.push({ line: lines, cells }),
  };
  try {
    parse(csvText, options);
  } catch (error) {
    if (error instanceof CsvError) refuseFile('malformed_csv', `This is no CSV: ${error.message}`);
    throw error;
  }
  return rows;
};

/**
 * Reads a contributions file, in the layout of the United Nations or of the International Peace
 * Institute. Throws `Refusal` for an empty, malformed, oversized or unknown file.
 */
export const readContributions = (csvText: string): ImportReport => {
  const [header, ...rows] = cellsOf(csvText);
  if (!header) return refuseFile('empty_file', 'The file is empty.');
  const marked = csvText.startsWith(byteOrderMark);
  return importReport({ header: header.cells, rows, byteOrderMark: marked });
};
