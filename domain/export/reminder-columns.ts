import { Role } from '../permissions.ts';
import { MessageKind, Telling } from '../reminders/telling.ts';
import { type ColumnOf, lifted } from './column.ts';
import { placeColumns } from './place-columns.ts';
import type { ShownReview, ShownTelling } from './source.ts';

/** One thing that one person was told, or is to be told, of one review. */
export interface Told {
  readonly review: ShownReview;
  readonly telling: ShownTelling;
}

const what: readonly ColumnOf<ShownTelling>[] = [
  {
    name: 'step',
    type: 'string',
    title: 'Step',
    description: 'What was wanted of somebody when this became due; for an obligation, which one.',
    constraints: { required: true },
    of: ({ step }) => step,
  },
  {
    name: 'round',
    type: 'integer',
    title: 'Round',
    description: 'The round of the stage that the step belongs to.',
    constraints: { required: true, minimum: 1 },
    of: ({ round }) => round,
  },
  {
    name: 'plan',
    type: 'string',
    title: 'Plan',
    description:
      'For a rung of the ladder the due date that it was planned for, as a day; for an obligation the day on which it is due; for a notice the sequence of the event that it is about.',
    constraints: { required: true },
    of: ({ plan }) => plan,
  },
  {
    name: 'rung',
    type: 'string',
    title: 'Rung',
    description: 'The rung of the ladder, or what the notice is about.',
    constraints: { required: true },
    of: ({ rung }) => rung,
  },
  {
    name: 'kind',
    type: 'string',
    title: 'Kind',
    description: 'What the mail says of the review.',
    constraints: { required: true, enum: MessageKind.options },
    of: ({ kind }) => kind,
  },
];

const who: readonly ColumnOf<ShownTelling>[] = [
  {
    name: 'person',
    type: 'string',
    title: 'Person',
    description: 'Id of the person who was told, or is to be told.',
    constraints: { required: true },
    of: ({ person }) => person,
  },
  {
    name: 'role',
    type: 'string',
    title: 'Role',
    description: 'The role of that person at the time of export.',
    constraints: { enum: Role.options },
    of: ({ role }) => role,
  },
  {
    name: 'told_as',
    type: 'string',
    title: 'Told as',
    description: 'In which capacity the person is told it.',
    constraints: { required: true },
    of: ({ as }) => as,
  },
  {
    name: 'for_person',
    type: 'string',
    title: 'On behalf of',
    description: 'Id of the person whose delegate is told in their place.',
    of: (telling) => telling.for,
  },
];

const when: readonly ColumnOf<ShownTelling>[] = [
  {
    name: 'status',
    type: 'string',
    title: 'Status',
    description:
      'Whether it is still owed, on its way (`claimed`), sent, or was dropped or given up.',
    constraints: { required: true, enum: Telling.shape.status.options },
    of: ({ status }) => status,
  },
  {
    name: 'owed_at',
    type: 'datetime',
    title: 'Owed',
    description: 'Since when it is owed, in UTC.',
    constraints: { required: true },
    of: ({ owedAt }) => owedAt,
  },
  {
    name: 'not_before',
    type: 'datetime',
    title: 'Not before',
    description: 'Until when it waits for quiet hours, days off and the cap per day, in UTC.',
    constraints: { required: true },
    of: ({ notBefore }) => notBefore,
  },
  {
    name: 'sent_at',
    type: 'datetime',
    title: 'Sent',
    description: 'When the mail went out, in UTC.',
    of: ({ sentAt }) => sentAt,
  },
  {
    name: 'delivery',
    type: 'string',
    title: 'Delivery',
    description:
      'What the mail service reported: whether it arrived; empty while nothing is known.',
    constraints: { enum: ['delivered', 'bounced', 'complained'] },
    of: ({ delivery }) => delivery,
  },
  {
    name: 'delivery_at',
    type: 'datetime',
    title: 'Delivery reported',
    description: 'When that was, in UTC.',
    of: ({ deliveryAt }) => deliveryAt,
  },
  {
    name: 'reason',
    type: 'string',
    title: 'Reason',
    description: 'Why it was dropped or given up.',
    of: ({ reason }) => reason,
  },
  {
    name: 'message',
    type: 'string',
    title: 'Message',
    description: 'Id of the mail that carried it: several rows may share one.',
    of: ({ message }) => message,
  },
];

/** Data set `reminders`: one row per person and thing that they were told, or are to be told. */
export const reminderColumns: readonly ColumnOf<Told>[] = [
  ...lifted(placeColumns, ({ review }: Told) => review),
  ...lifted([...what, ...who, ...when], ({ telling }: Told) => telling),
];
