import { codebookColumns, codebookRows } from '../../domain/export/codebook.ts';
import type { Cell, Column, Row } from '../../domain/export/column.ts';
import { dataSets } from '../../domain/export/data-sets.ts';
import { columnsVersion, notice } from '../../domain/export/manifest.ts';
import { Refusal } from '../../domain/refusal.ts';
import { rowCursor } from './row-cursor.ts';
import type { Table, TableWriter } from './table-file.ts';
import { contentTypes, rootRelations, styles, workbook, workbookRelations } from './xlsx-parts.ts';
import { sheetEnd, sheetStart, sheetWriter } from './xlsx-sheet.ts';
import { type Packed, zipped } from './zip.ts';

/** What a workbook can hold; a test sets less. */
interface WorkbookLimits {
  readonly rowsPerSheet: number;
  readonly rows: number;
  readonly bytesPerSheet: number;
}

// Excel's own limit is 1,048,576 rows, the header among them; ZIP without extensions ends at 4 GiB.
const excel: WorkbookLimits = {
  rowsPerSheet: 1_048_575,
  rows: 4_000_000,
  bytesPerSheet: 2 ** 31,
};

const refuseRows = (most: number): never => {
  const detail = `A workbook here holds at most ${most.toLocaleString('en')} rows: narrow the filter, or take the same data set as CSV or Parquet, which have no limit.`;
  throw new Refusal('export_too_large', detail, [
    { pointer: '/file', code: 'too_many_rows', detail },
  ]);
};

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

interface Look {
  readonly rightToLeft: boolean;
}

/** A small sheet that is there at once. */
const smallSheet = (columns: readonly Column[], rows: readonly Row[], look: Look): string => {
  const write = sheetWriter(columns);
  return sheetStart(columns, look) + rows.map((row, at) => write(row, at + 2)).join('') + sheetEnd;
};

const aboutColumns: readonly Column[] = ['what', 'value'].map((name) => ({
  name,
  type: 'string',
  title: name,
  description: name,
}));

const aboutRows = ({ name, title, description, manifest }: Table): Row[] => {
  const { rows, sha256 } = manifest();
  const told: readonly (readonly [string, Cell])[] = [
    ['data set', name],
    ['title', title],
    ['description', description],
    ['rows', String(rows)],
    ['SHA-256 of the rows as JSON Lines', sha256],
    ['version of the columns', columnsVersion],
    ['notice', notice],
  ];
  return [...told];
};

/** The sheets of the data, numbered from the second on, and how many there came to be. */
const dataSheets = (table: Table, limits: WorkbookLimits, look: Look) => {
  const { columns, name } = table;
  const cursor = rowCursor(table.batches);
  const write = sheetWriter(columns);
  const names: string[] = [];
  let total = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let row = 2;
    let bytes = 0;
    yield Buffer.from(sheetStart(columns, look));
    while (row < limits.rowsPerSheet + 2 && bytes < limits.bytesPerSheet && (await cursor.more())) {
      const rows = cursor.take(limits.rowsPerSheet + 2 - row);
      total += rows.length;
      if (total > limits.rows) refuseRows(limits.rows);
      const xml = Buffer.from(rows.map((cells, at) => write(cells, row + at)).join(''));
      row += rows.length;
      bytes += xml.length;
      yield xml;
    }
    yield Buffer.from(sheetEnd);
  }
  async function* files(): AsyncGenerator<Packed> {
    do {
      names.push(names.length === 0 ? name : `${name} ${names.length + 1}`);
      yield { name: `xl/worksheets/sheet${names.length}.xml`, chunks: chunks() };
    } while (await cursor.more());
  }
  return { names, files: files() };
};

async function* parts(table: Table, limits: WorkbookLimits, look: Look): AsyncGenerator<Packed> {
  const { names, files } = dataSheets(table, limits, look);
  yield { name: '_rels/.rels', chunks: once(rootRelations) };
  yield { name: 'xl/styles.xml', chunks: once(styles) };
  yield* files;
  const sheets = [...names, 'codebook', 'about'];
  const sheet = (at: number) => `xl/worksheets/sheet${names.length + at}.xml`;
  const codebook = codebookRows([dataSets[table.name]]);
  yield { name: sheet(1), chunks: once(smallSheet(codebookColumns, codebook, look)) };
  yield { name: sheet(2), chunks: once(smallSheet(aboutColumns, aboutRows(table), look)) };
  yield { name: 'xl/workbook.xml', chunks: once(workbook(sheets)) };
  yield { name: 'xl/_rels/workbook.xml.rels', chunks: once(workbookRelations(sheets.length)) };
  yield { name: '[Content_Types].xml', chunks: once(contentTypes(sheets.length)) };
}

/**
 * A table as an Excel workbook: typed cells, the codebook and what the file is on sheets of their own, more
 * sheets where one is full. Throws a Refusal beyond four million rows, or for a text that no cell can hold.
 */
export const xlsxWriter = (look: Look, limits = excel): TableWriter =>
  async function* (table) {
    yield* zipped(parts(table, limits, look));
  };
