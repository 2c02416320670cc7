import { Refusal } from '../refusal.ts';
import type { PublicRow } from './rows.ts';

const wrong = (detail: string): Refusal =>
  new Refusal('invalid_request', 'The filter cannot be read.', [
    { pointer: '/filter', code: 'invalid_filter', detail },
  ]);

/**
 * `Column:value,value;Column:value` as the UN Peace and Security Data Hub writes it: a row is kept when each
 * column named has one of its values. Refused where a column is not one of the data set or is named twice.
 */
export const filtered = (
  rows: readonly PublicRow[],
  filter: string,
  columns: readonly string[],
): readonly PublicRow[] => {
  const wanted = new Map<string, readonly string[]>();
  for (const part of filter.split(';')) {
    const [column = '', values, ...more] = part.split(':');
    if (!columns.includes(column))
      throw wrong(`Name a column of the data set, ${columns.join(', ')}, a colon, and values.`);
    if (!values || more.length > 0 || wanted.has(column))
      throw wrong(`Name ${column} once, with a colon and its values, separated by commas.`);
    wanted.set(column, values.split(','));
  }
  return rows.filter((row) =>
    [...wanted].every(([column, values]) => values.includes(String(row[column] ?? ''))),
  );
};

/** One page of the rows, counted from 1; all of them without a size. */
export const pageOf = (
  rows: readonly PublicRow[],
  size: number | undefined,
  number: number,
): readonly PublicRow[] =>
  size === undefined ? rows : rows.slice((number - 1) * size, number * size);
