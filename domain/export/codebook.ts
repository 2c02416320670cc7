import type { Column, Constraints, Row } from './column.ts';
import type { DataSet } from './data-sets.ts';

const text = (name: string, title: string, description: string): Column => ({
  name,
  type: 'string',
  title,
  description,
});

/** The columns of the codebook itself: what it says of every column of the data sets. */
export const codebookColumns: readonly Column[] = [
  text('data_set', 'Data set', 'The data set.'),
  text('column', 'Column', 'Name of the column, as its header says.'),
  text('type', 'Type', 'Type of the column, in the words of Table Schema.'),
  text('title', 'Title', 'What the column is called.'),
  text('description', 'Description', 'What the column holds.'),
  text('constraints', 'Constraints', 'What holds for every value.'),
];

const words: { readonly [K in keyof Constraints]: (value: NonNullable<Constraints[K]>) => string } =
  {
    required: () => 'never empty',
    unique: () => 'unique',
    minimum: (value) => `at least ${value}`,
    maximum: (value) => `at most ${value}`,
    pattern: (value) => `matches ${value}`,
    enum: (values) => `one of ${values.join(', ')}`,
  };

/** What holds for a column, in words. */
export const constraintsText = (constraints: Constraints = {}): string =>
  Object.entries(constraints)
    .map(([name, value]) => (words[name as keyof Constraints] as (value: unknown) => string)(value))
    .join('; ');

/** The rows of the codebook: every column of these data sets, in their order. */
export const codebookRows = (sets: readonly DataSet[]): Row[] =>
  sets.flatMap(({ name: set, columns }) =>
    columns.map(({ name, type, title, description, constraints }) => [
      set,
      name,
      type,
      title,
      description,
      constraintsText(constraints) || null,
    ]),
  );
