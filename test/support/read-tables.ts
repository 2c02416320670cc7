import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { type ParquetParsers, parquetReadObjects } from 'hyparquet';
import type { Cell, Column, Row } from '../../domain/export/column.ts';

/** What another reader found in a cell, in the words of our rows. */
export const cellOf = ({ type }: Column, value: unknown): Cell => {
  if (value === null || value === undefined) return null;
  const instant = value instanceof Date ? new Date(Math.round(value.getTime())) : undefined;
  if (type === 'date' && instant) return instant.toISOString().slice(0, 10);
  if (type === 'datetime' && instant) return instant.toISOString();
  return value as Cell;
};

const typed: Record<Column['type'], (text: string) => Cell> = {
  string: (text) => text,
  date: (text) => text,
  datetime: (text) => text,
  integer: Number,
  number: Number,
  boolean: (text) => text === 'true',
};

/** CSV as csv-parse reads it: cells by the type of their column. */
export const readCsv = (bytes: Uint8Array, columns: readonly Column[]): Row[] => {
  const [header, ...rows] = parse(Buffer.from(bytes), { bom: true }) as string[][];
  if (header?.join() !== columns.map(({ name }) => name).join()) throw new Error(`${header}`);
  return rows.map((row) =>
    columns.map(({ type }, at) => (row[at] === '' ? null : typed[type](row[at] ?? ''))),
  );
};

/** JSON Lines, line by line. */
export const readJsonLines = (bytes: Uint8Array, columns: readonly Column[]): Row[] =>
  Buffer.from(bytes)
    .toString()
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const object = JSON.parse(line) as Record<string, Cell>;
      if (Object.keys(object).join() !== columns.map(({ name }) => name).join())
        throw new Error(line);
      return columns.map(({ name }) => object[name] ?? null);
    });

/** A workbook as hucre reads it. */
export const readWorkbook = (bytes: Uint8Array) => readXlsx(bytes);

/** The rows of the data sheets of a workbook: all but its last two. */
export const readWorkbookRows = async (
  bytes: Uint8Array,
  columns: readonly Column[],
): Promise<Row[]> => {
  const { sheets } = await readWorkbook(bytes);
  return sheets
    .slice(0, -2)
    .flatMap(({ rows }) => rows.slice(1))
    .map((row) => columns.map((column, at) => cellOf(column, row[at])));
};

/** Parquet as hyparquet reads it. */
export const readParquet = async (
  bytes: Uint8Array,
  columns: readonly Column[],
): Promise<Row[]> => {
  const file = Uint8Array.from(bytes).buffer;
  // A byte order mark that begins a text is part of it; hyparquet would take it away.
  const parsers = {
    stringFromBytes: (text?: Uint8Array) => text && Buffer.from(text).toString(),
  } as ParquetParsers;
  const objects = await parquetReadObjects({ file, parsers });
  return objects.map((object) => columns.map((column) => cellOf(column, object[column.name])));
};
