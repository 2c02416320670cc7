import type { Cell, Column, ColumnType, Row } from '../../domain/export/column.ts';
import { Refusal } from '../../domain/refusal.ts';
import { styleOf } from './xlsx-parts.ts';

const longest = 32_767;

const refuseText = (column: string, length: number): never => {
  const detail = `A text in the column ${column} has ${length.toLocaleString('en')} characters, and a cell of a workbook holds ${longest.toLocaleString('en')}: take the same data set as CSV, JSON Lines or Parquet.`;
  throw new Refusal('export_too_large', detail, [
    { pointer: '/file', code: 'too_long_for_a_cell', detail },
  ]);
};

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

// What XML cannot hold, and what Excel would read as such an escape, in Excel's own escapes: _xHHHH_.
const unwritable = /(?![\t\n])[\p{Cc}\p{Cs}\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/gu;

const escapeCode = (letter: string): string =>
  `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

const escaped = (text: string): string =>
  text
    .replaceAll(unwritable, escapeCode)
    .replaceAll(/[&<>]/g, (letter) => entities[letter] ?? letter);

const epoch = 25_569;
const day = 86_400_000;

/** Days since 1899-12-30, as Excel counts them; the time of day is the fraction. */
const serialOf = (instant: string): number => Date.parse(instant) / day + epoch;

/** The letters of a column: A, B … Z, AA. */
const lettersOf = (column: number): string =>
  (column >= 26 ? lettersOf(Math.floor(column / 26) - 1) : '') +
  String.fromCharCode(65 + (column % 26));

const textCell = (at: string, text: string, style: number): string =>
  `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

const valueCell = (at: string, type: ColumnType, cell: number | boolean | string): string => {
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  const value = typeof cell === 'number' ? cell : serialOf(cell);
  return `<c r="${at}" s="${styleOf(type)}"><v>${value}</v></c>`;
};

/** Writes rows of these columns as XML of a sheet; `row` is the number that the sheet gives the row. */
export const sheetWriter = (columns: readonly Column[]): ((cells: Row, row: number) => string) => {
  const places = columns.map(({ name, type }, at) => ({ name, type, letters: lettersOf(at) }));
  const cellOf = (cell: Cell, at: number, row: number): string => {
    const place = places[at];
    if (cell === null || !place) return '';
    const where = place.letters + row;
    if (place.type !== 'string' || typeof cell !== 'string')
      return valueCell(where, place.type, cell);
    if (cell.length > longest) refuseText(place.name, cell.length);
    return textCell(where, cell, styleOf('string'));
  };
  return (cells, row) =>
    `<row r="${row}">${cells.map((cell, at) => cellOf(cell, at, row)).join('')}</row>`;
};

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const namespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

const widthOf = ({ name, type }: Column): number =>
  Math.max(name.length + 4, type === 'datetime' ? 20 : 12);

/** A sheet up to its first row of data: how it is looked at, and its header, which stays in sight. */
export const sheetStart = (
  columns: readonly Column[],
  { rightToLeft }: { readonly rightToLeft: boolean },
): string => {
  const widths = columns.map(
    (column, at) =>
      `<col min="${at + 1}" max="${at + 1}" width="${widthOf(column)}" customWidth="1"/>`,
  );
  const header = columns.map(({ name }, at) => textCell(`${lettersOf(at)}1`, name, 1));
  const direction = rightToLeft ? ' rightToLeft="1"' : '';
  return `${declaration}<worksheet xmlns="${namespace}"><sheetViews><sheetView workbookViewId="0"${direction}><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${header.join('')}</row>`;
};

export const sheetEnd = '</sheetData></worksheet>';
