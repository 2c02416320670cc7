import { type ColumnOf, lifted } from './column.ts';
import { placeColumns } from './place-columns.ts';
import type { ShownEvent, ShownReview } from './source.ts';

/** One event of one review. */
export interface Happened {
  readonly review: ShownReview;
  readonly event: ShownEvent;
}

const ofEvent: readonly ColumnOf<ShownEvent>[] = [
  {
    name: 'seq',
    type: 'integer',
    title: 'Sequence',
    description: 'Place of the event in the record of its review.',
    constraints: { required: true, minimum: 1 },
    of: ({ seq }) => seq,
  },
  {
    name: 'type',
    type: 'string',
    title: 'Type',
    description: 'What happened; `withheld` where the reader may not know of it yet.',
    constraints: { required: true },
    of: ({ type }) => type,
  },
  {
    name: 'at',
    type: 'datetime',
    title: 'At',
    description: 'When it happened, in UTC.',
    constraints: { required: true },
    of: ({ at }) => at,
  },
  {
    name: 'by_role',
    type: 'string',
    title: 'Role',
    description: 'The role that did it; empty where the system itself acted.',
    of: ({ by }) => by?.role,
  },
  {
    name: 'by_person',
    type: 'string',
    title: 'Person',
    description: 'Id of the person who did it, told to the Secretariat.',
    of: ({ by }) => by?.person,
  },
  {
    name: 'for_person',
    type: 'string',
    title: 'On behalf of',
    description: 'Id of the person on whose behalf, told to the Secretariat.',
    of: ({ by }) => by?.for,
  },
  {
    name: 'stage',
    type: 'string',
    title: 'Stage',
    description: 'The stage it is about, where it is about one.',
    of: ({ stage }) => stage,
  },
  {
    name: 'round',
    type: 'integer',
    title: 'Round',
    description: 'The round of that stage.',
    constraints: { minimum: 1 },
    of: ({ round }) => round,
  },
  {
    name: 'facts',
    type: 'string',
    title: 'Facts',
    description: 'What the event says, as far as the reader may know it: a JSON object as text.',
    constraints: { required: true },
    of: ({ facts }) => facts,
  },
  {
    name: 'prev',
    type: 'string',
    title: 'Hash before',
    description: 'SHA-256 of the event before, base64url; empty for the first.',
    of: ({ prev }) => prev,
  },
  {
    name: 'hash',
    type: 'string',
    title: 'Hash',
    description: 'SHA-256 of the whole event, also where facts are left out here; base64url.',
    constraints: { required: true },
    of: ({ hash }) => hash,
  },
];

/** Data set `events`: one row per event of the record. */
export const eventColumns: readonly ColumnOf<Happened>[] = [
  ...lifted(placeColumns, ({ review }: Happened) => review),
  ...lifted(ofEvent, ({ event }: Happened) => event),
];
