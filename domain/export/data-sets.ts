import { answerColumns, saidIn } from './answer-columns.ts';
import { type Column, type ColumnOf, type Row, rowOf } from './column.ts';
import { eventColumns } from './event-columns.ts';
import { findingColumns } from './finding-columns.ts';
import { reminderColumns } from './reminder-columns.ts';
import { reviewColumns } from './review-columns.ts';
import type { Source } from './source.ts';

/** The data sets by name, in the order in which they are told. */
export const dataSetNames = ['reviews', 'answers', 'events', 'findings', 'reminders'] as const;
export type DataSetName = (typeof dataSetNames)[number];

/** A data set: its columns, which of them name a row, and the rows that one review gives. */
export interface DataSet {
  readonly name: DataSetName;
  readonly title: string;
  readonly description: string;
  readonly columns: readonly Column[];
  readonly primaryKey: readonly string[];
  /** What its rows rest on beside the record: only that is read. */
  readonly of: 'answers' | 'ledger' | 'record';
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
    of: 'answers',
    title: 'Reviews',
    description: 'One row per review: where it stands, its dates, its verdict and its gaps.',
    primaryKey: ['review_id'],
  }),
  answers: dataSet(answerColumns, saidIn, {
    name: 'answers',
    of: 'answers',
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
      of: 'record',
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
      of: 'record',
      title: 'Findings',
      description: 'One row per finding of an improvement plan, with how far it is.',
      primaryKey: ['review_id', 'finding_id'],
    },
  ),
  reminders: dataSet(
    reminderColumns,
    ({ review, reminders }) => reminders.map((telling) => ({ review, telling })),
    {
      name: 'reminders',
      of: 'ledger',
      title: 'Reminders',
      description:
        'One row per person and thing that they were told, or are to be told: who, what, when, and whether it arrived. Rows are as GET /v1/reminders gives them: the Secretariat reads all, a State and a mission those of their own people.',
      primaryKey: ['review_id', 'step', 'round', 'plan', 'rung', 'person'],
    },
  ),
};
