import type { Row } from '../../domain/export/column.ts';
import type { Table } from './table-file.ts';

/** Takes rows from batches in portions of another size. */
export const rowCursor = (batches: Table['batches']) => {
  const source = batches[Symbol.asyncIterator]();
  let waiting: readonly Row[] = [];
  let ended = false;
  return {
    /** Whether there is a row to take. */
    more: async (): Promise<boolean> => {
      while (waiting.length === 0 && !ended) {
        const next = await source.next();
        ended = next.done === true;
        waiting = next.done ? [] : next.value.rows;
      }
      return waiting.length > 0;
    },
    /** At most so many of the rows that are there. */
    take: (most: number): readonly Row[] => {
      const taken = waiting.slice(0, most);
      waiting = waiting.slice(most);
      return taken;
    },
  };
};
