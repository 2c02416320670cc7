/** What a cell holds: a day is `YYYY-MM-DD`, an instant ISO 8601 with `Z`; null is "not there". */
export type Cell = string | number | boolean | null;

/** The cells of one row, in the order of the columns. */
export type Row = readonly Cell[];

/** The types of Table Schema that the data sets use. */
export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime';

/** What holds for every value of a column, in the words of Table Schema. */
export interface Constraints {
  readonly required?: true;
  readonly unique?: true;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

/** One column: stable once released. Others are only ever added after the last one. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly title: string;
  readonly description: string;
  readonly constraints?: Constraints;
}

/** A column, and where its value comes from. */
export interface ColumnOf<T> extends Column {
  readonly of: (from: T) => Cell | undefined;
}

// An empty text is not there either: CSV could not tell the two apart.
const told = (cell: Cell | undefined): Cell => (cell === undefined || cell === '' ? null : cell);

/** The row that these columns make of something. */
export const rowOf = <T>(columns: readonly ColumnOf<T>[], from: T): Row =>
  columns.map(({ of }) => told(of(from)));

/** The same columns, of something that has what they are of. */
export const lifted = <T, S>(
  columns: readonly ColumnOf<T>[],
  find: (from: S) => T,
): ColumnOf<S>[] =>
  columns.map(({ of, ...column }) => ({ ...column, of: (from) => of(find(from)) }));

/** Several short words in one cell. */
export const listed = (words: readonly string[] | undefined): string | null =>
  words && words.length > 0 ? words.join(';') : null;
