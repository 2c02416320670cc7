import type { Column, Row } from '../../domain/export/column.ts';
import type { DataSet } from '../../domain/export/data-sets.ts';
import type { Manifest } from '../../domain/export/manifest.ts';

/** Some rows at a time, so that neither one row nor all of them are the unit of work. */
export type RowBatches = AsyncIterable<readonly Row[]>;

/** Rows that were counted, and the same as JSON Lines, which is what their checksum is taken of. */
interface Counted {
  readonly rows: readonly Row[];
  readonly lines: string;
}

/** A table that is to be written: its columns, its rows, and what is known of them once they are read. */
export interface Table extends Pick<DataSet, 'name' | 'title' | 'description'> {
  readonly columns: readonly Column[];
  readonly batches: AsyncIterable<Counted>;
  /** Of the rows that were read: to be asked for after the last one. */
  readonly manifest: () => Manifest;
}

/** Writes a table as the bytes of one file; what it keeps in memory does not grow with the rows. */
export type TableWriter = (table: Table) => AsyncGenerator<Uint8Array>;
