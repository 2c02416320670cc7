import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Cell, Column, ColumnType, Row } from '../../domain/export/column.ts';
import { columnsVersion, notice } from '../../domain/export/manifest.ts';
import { rowCursor } from './row-cursor.ts';
import type { Table, TableWriter } from './table-file.ts';

const physical: Readonly<Record<ColumnType, Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT32' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE' },
  datetime: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
};

const schemaOf = (columns: readonly Column[]): SchemaElement[] => [
  { name: 'schema', num_children: columns.length },
  ...columns.map(({ name, type, constraints }) => ({
    name,
    repetition_type: constraints?.required ? ('REQUIRED' as const) : ('OPTIONAL' as const),
    ...physical[type],
  })),
];

const plainOf = (type: ColumnType, cell: Cell | undefined) => {
  if (cell === null || cell === undefined) return undefined;
  return type === 'date' || type === 'datetime' ? new Date(String(cell)) : cell;
};

const columnData = (columns: readonly Column[], rows: readonly Row[]) =>
  columns.map(({ name, type }, at) => ({
    name,
    data: rows.map((row) => plainOf(type, row[at])),
    // No index of pages: it would be kept in memory until the file ends.
    offsetIndex: false,
  }));

/** What was written since the last time; the writer begins with another buffer. */
const taken = (writer: ByteWriter): Uint8Array => {
  const bytes = writer.getBytes();
  writer.buffer = new ArrayBuffer(1024);
  writer.view = new DataView(writer.buffer);
  writer.index = 0;
  return bytes;
};

const rowsPerGroup = 5000;

const metadataOf = ({ name, title, manifest }: Table) => {
  const { rows, sha256 } = manifest();
  const told = { dataSet: name, title, rows, rowsSha256: sha256, columns: columnsVersion, notice };
  return Object.entries(told).map(([key, value]) => ({ key: `ora.${key}`, value: String(value) }));
};

/** A table as Parquet: days as DATE, instants as TIMESTAMP in UTC, in groups of five thousand rows, Snappy. */
export const writeParquet: TableWriter = async function* (table) {
  const { columns } = table;
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: schemaOf(columns),
    createdBy: 'ora',
    statisticsTruncateLength: 64,
  });
  const cursor = rowCursor(table.batches);
  while (await cursor.more()) {
    const group: Row[] = [];
    while (group.length < rowsPerGroup && (await cursor.more()))
      group.push(...cursor.take(rowsPerGroup - group.length));
    await file.write({ columnData: columnData(columns, group), rowGroupSize: rowsPerGroup });
    yield taken(writer);
  }
  file.kvMetadata = metadataOf(table);
  await file.finish();
  yield taken(writer);
};
