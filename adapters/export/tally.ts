import { createHash } from 'node:crypto';
import type { Column, Row } from '../../domain/export/column.ts';
import type { DataSet } from '../../domain/export/data-sets.ts';
import type { RowBatches, Table } from './table-file.ts';

/** Rows as JSON Lines: one object a line with every column, in their order. */
const jsonLinesOf = (columns: readonly Column[]): ((rows: readonly Row[]) => string) => {
  const names = columns.map(({ name }, at) => `${at === 0 ? '{' : ','}${JSON.stringify(name)}:`);
  const lineOf = (row: Row): string => {
    let line = '';
    for (let at = 0; at < row.length; at += 1) line += names[at] + JSON.stringify(row[at]);
    return `${line}}\n`;
  };
  return (rows) => rows.map(lineOf).join('');
};

/** A data set that counts its rows and takes their checksum as they pass, whatever they are written as. */
export const tallied = (
  {
    name,
    title,
    description,
    columns,
  }: Pick<DataSet, 'name' | 'title' | 'description' | 'columns'>,
  batches: RowBatches,
): Table => {
  const linesOf = jsonLinesOf(columns);
  const digest = createHash('sha256');
  let counted = 0;
  const counting: () => Table['batches'] = async function* () {
    for await (const rows of batches) {
      if (rows.length === 0) continue;
      const lines = linesOf(rows);
      counted += rows.length;
      digest.update(lines);
      yield { rows, lines };
    }
  };
  return {
    name,
    title,
    description,
    columns,
    batches: counting(),
    manifest: () => ({ rows: counted, sha256: digest.copy().digest('hex') }),
  };
};
