import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Column, ColumnType, Row } from '../../domain/export/column.ts';
import { cellOf } from './read-tables.ts';

/** Whether npm has a DuckDB for this machine: its packages carry a binary each, and none is built or fetched. */
export const npmBringsDuckDb =
  ['linux', 'darwin', 'win32'].includes(process.platform) &&
  ['x64', 'arm64'].includes(process.arch);

/** What DuckDB found in a file: its columns with their SQL types, and its rows in the words of ours. */
interface Found {
  readonly columns: readonly (readonly [name: string, type: string])[];
  readonly rows: readonly Row[];
}

// As bytes, since its JavaScript takes a byte order mark away that begins a text; its SQL keeps it.
const asBytes = ({ name, type }: Column): string =>
  type === 'string' ? `encode("${name}") AS "${name}"` : `"${name}"`;

const textOf = (value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString() : value;

const ask = async (from: string, columns: readonly Column[]): Promise<Found> => {
  // Loaded here and not above, since that fails where there is no binary.
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from}`);
    const read = await connection.runAndReadAll(`SELECT ${columns.map(asBytes)} FROM ${from}`);
    return {
      columns: described.getRowsJS().map(([name, type]) => [String(name), String(type)]),
      rows: read
        .getRowsJS()
        .map((row) => columns.map((column, at) => cellOf(column, textOf(row[at])))),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
};

const inFile = async <T>(bytes: Uint8Array, use: (path: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'ora-duckdb-'));
  try {
    const path = join(folder, 'table');
    await writeFile(path, bytes);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Parquet as DuckDB reads it, told nothing but where the file is. */
export const duckDbParquet = (bytes: Uint8Array, columns: readonly Column[]): Promise<Found> =>
  inFile(bytes, (path) => ask(`read_parquet(${literal(path)})`, columns));

const sqlTypes: Readonly<Record<ColumnType, string>> = {
  string: 'VARCHAR',
  integer: 'INTEGER',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  datetime: 'TIMESTAMP',
};

/** CSV as DuckDB reads it by RFC 4180 with CRLF and no other line end: whatever is not of its column's type is an error. */
export const duckDbCsv = (bytes: Uint8Array, columns: readonly Column[]): Promise<Found> => {
  const types = columns.map(({ name, type }) => `${literal(name)}: '${sqlTypes[type]}'`);
  const manner = `header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', new_line = '\\r\\n'`;
  return inFile(bytes, (path) =>
    ask(`read_csv(${literal(path)}, ${manner}, columns = {${types.join(', ')}})`, columns),
  );
};
