import type { TableWriter } from './table-file.ts';

/** A table as JSON Lines, UTF-8: one object a line with every column, texts as they are. */
export const writeJsonLines: TableWriter = async function* ({ batches }) {
  for await (const { lines } of batches) yield Buffer.from(lines);
};
