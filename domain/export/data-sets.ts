import { answerColumns, saidIn } from './answer-columns.ts';
import { type Column, type ColumnOf, type Row, rowOf } from './column.ts';
import { eventColumns } from './event-columns.ts';
import { findingColumns } from './finding-columns.ts';
import { reviewColumns } from './review-columns.ts';
import type { Source } from './source.ts';

/** The data sets by name, in the order in which they are told. */
export const dataSetNames = ['reviews', 'answers', 'events', 'findings'] as const;
export type DataSetName = (typeof dataSetNames)[number];

/** A data set: its columns, which of them name a row, and the rows that one review gives. */
export interface DataSet {
  readonly name: DataSetName;
  readonly title: string;
  readonly description: string;
  readonly columns: readonly Column[];
  readonly primaryKey: readonly string[];
  /** Whether its rows rest on what was answered; else the answers need not be read. */
  readonly ofAnswers: boolean;
  readonly rowsOf: (source: Source) => Row[];
}

const dataSet = <T>(
  columns: readonly ColumnOf<T>[],
  find: (source: Source) => readonly T[],
  told: Omit<DataSet, 'columns' | 'rowsOf'>,
): DataSet => ({
  ...told,
  columns,
  rowsOf: (source) => find(source).map((from) => rowOf(columns, from)),
});

/** Every data set, by name. What a release has shown stays: columns are only added, at the end. */
export const dataSets: Readonly<Record<DataSetName, DataSet>> = {
  reviews: dataSet(reviewColumns, (source) => [source], {
    name: 'reviews',
    ofAnswers: true,
    title: 'Reviews',
    description: 'One row per review: where it stands, its dates, its verdict and its gaps.',
    primaryKey: ['review_id'],
  }),
  answers: dataSet(answerColumns, saidIn, {
    name: 'answers',
    ofAnswers: true,
    title: 'Answers',
    description:
      'One row per criterion and voice that has spoken and is the reader’s to read, with the gaps between the voices.',
    primaryKey: ['review_id', 'criterion', 'voice'],
  }),
  events: dataSet(
    eventColumns,
    ({ review, events }) => events.map((event) => ({ review, event })),
    {
      name: 'events',
      ofAnswers: false,
      title: 'Events',
      description: 'One row per event of the record of a review, with its place in the hash chain.',
      primaryKey: ['review_id', 'seq'],
    },
  ),
  findings: dataSet(
    findingColumns,
    ({ review, dossier }) => dossier.findings.map((finding) => ({ review, finding })),
    {
      name: 'findings',
      ofAnswers: false,
      title: 'Findings',
      description: 'One row per finding of an improvement plan, with how far it is.',
      primaryKey: ['review_id', 'finding_id'],
    },
  ),
};
