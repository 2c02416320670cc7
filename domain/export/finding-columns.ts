import { type ColumnOf, lifted, listed } from './column.ts';
import { placeColumns } from './place-columns.ts';
import type { ShownFinding, ShownReview } from './source.ts';

/** One finding of one review. */
export interface Found {
  readonly review: ShownReview;
  readonly finding: ShownFinding;
}

const ofFinding: readonly ColumnOf<ShownFinding>[] = [
  {
    name: 'finding_id',
    type: 'string',
    title: 'Finding',
    description: 'Id of the finding within its review.',
    constraints: { required: true },
    of: ({ id }) => id,
  },
  {
    name: 'criterion',
    type: 'string',
    title: 'Criterion',
    description: 'Id of the criterion that it is about.',
    constraints: { required: true },
    of: ({ criterion }) => criterion,
  },
  {
    name: 'action',
    type: 'string',
    title: 'Action',
    description: 'What is to be done.',
    constraints: { required: true },
    of: ({ action }) => action,
  },
  {
    name: 'owner',
    type: 'string',
    title: 'Owner',
    description: 'The side that is to do it.',
    constraints: { required: true, enum: ['contributor', 'secretariat', 'mission'] },
    of: ({ owner }) => owner,
  },
  {
    name: 'due_on',
    type: 'date',
    title: 'Due',
    description: 'The day by which it is to be done.',
    constraints: { required: true },
    of: ({ dueOn }) => dueOn,
  },
  {
    name: 'status',
    type: 'string',
    title: 'Status',
    description: 'How far it is; only a re-verification says `verified`.',
    constraints: { required: true, enum: ['open', 'in_progress', 'done', 'verified', 'reopened'] },
    of: ({ status }) => status,
  },
  {
    name: 'overdue',
    type: 'boolean',
    title: 'Overdue',
    description: 'Whether the day has passed at the time of export and it is not done.',
    constraints: { required: true },
    of: ({ overdue }) => overdue,
  },
  {
    name: 'opened_at',
    type: 'datetime',
    title: 'Opened',
    description: 'When it was opened, in UTC.',
    constraints: { required: true },
    of: ({ at }) => at,
  },
  {
    name: 'by_role',
    type: 'string',
    title: 'Role',
    description: 'The role that opened it; empty where the system did.',
    of: ({ by }) => by?.role,
  },
  {
    name: 'by_person',
    type: 'string',
    title: 'Person',
    description: 'Id of the person who opened it, told to their own side and to the Secretariat.',
    of: ({ by }) => by?.person,
  },
  {
    name: 'updates',
    type: 'integer',
    title: 'Updates',
    description: 'How often somebody said how far it is.',
    constraints: { required: true, minimum: 0 },
    of: ({ updates }) => updates.length,
  },
  {
    name: 'updated_at',
    type: 'datetime',
    title: 'Updated',
    description: 'When that was last said, in UTC.',
    of: ({ updates }) => updates.at(-1)?.at,
  },
  {
    name: 'note',
    type: 'string',
    title: 'Note',
    description: 'What was written with the last update.',
    of: ({ updates }) => updates.at(-1)?.note,
  },
  {
    name: 'evidence',
    type: 'string',
    title: 'Evidence',
    description: 'Ids of the evidence of the last update; a list with semicolons.',
    of: ({ updates }) => listed(updates.at(-1)?.evidence),
  },
  {
    name: 'verified_by_review',
    type: 'string',
    title: 'Re-verification',
    description: 'Id of the review that last looked at it again.',
    of: ({ updates }) => updates.findLast(({ review }) => review)?.review,
  },
];

/** Data set `findings`: one row per finding of the improvement plans. */
export const findingColumns: readonly ColumnOf<Found>[] = [
  ...lifted(placeColumns, ({ review }: Found) => review),
  ...lifted(ofFinding, ({ finding }: Found) => finding),
];
