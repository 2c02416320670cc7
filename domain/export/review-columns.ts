import { Readiness } from '../readiness.ts';
import { findContributor } from '../reference/contributors.ts';
import { Released, ReviewState } from '../review.ts';
import { Situation } from '../situation.ts';
import { stages } from '../stages.ts';
import { type ColumnOf, lifted, listed } from './column.ts';
import { placeColumns } from './place-columns.ts';
import { figureColumns } from './review-figure-columns.ts';
import type { ShownReview, Source } from './source.ts';

const nameIn = (language: 'en' | 'fr' | 'es', of: string): ColumnOf<ShownReview> => ({
  name: `contributor_name_${language}`,
  type: 'string',
  title: `Contributor’s name (${language})`,
  description: `Short name of the State in ${of}, as /v1/contributors gives it.`,
  of: ({ contributor }) => findContributor(contributor)?.name[language],
});

const subject: readonly ColumnOf<ShownReview>[] = [
  nameIn('en', 'English'),
  nameIn('fr', 'French'),
  nameIn('es', 'Spanish'),
  {
    name: 'unit_name',
    type: 'string',
    title: 'Unit',
    description: 'Name of the unit, as the Secretariat entered it.',
    constraints: { required: true },
    of: ({ unit }) => unit.name,
  },
  {
    name: 'unit_strength',
    type: 'integer',
    title: 'Strength',
    description: 'Personnel of the unit.',
    constraints: { minimum: 1 },
    of: ({ unit }) => unit.strength,
  },
  {
    name: 'instrument_id',
    type: 'string',
    title: 'Instrument',
    description: 'Id of the assessment template.',
    constraints: { required: true },
    of: ({ instrument }) => instrument.id,
  },
  {
    name: 'instrument_version',
    type: 'integer',
    title: 'Version of the instrument',
    description: 'The version that the review is pinned to.',
    constraints: { required: true, minimum: 1 },
    of: ({ instrument }) => instrument.version,
  },
  {
    name: 'basis_kind',
    type: 'string',
    title: 'Rests on, as',
    description: 'Whether the review looks at another one again, or follows it as the next cycle.',
    constraints: { enum: ['reverification', 'next_cycle'] },
    of: ({ basis }) => basis?.kind,
  },
  {
    name: 'basis_review_id',
    type: 'string',
    title: 'Rests on',
    description: 'Id of the review that this one rests on.',
    of: ({ basis }) => basis?.review,
  },
];

const dates: readonly ColumnOf<ShownReview>[] = [
  {
    name: 'planned_deployment',
    type: 'date',
    title: 'Planned deployment',
    description: 'The day on which the unit is to deploy.',
    constraints: { required: true },
    of: ({ plannedDeployment }) => plannedDeployment,
  },
  {
    name: 'arrival',
    type: 'date',
    title: 'Arrival',
    description: 'The day on which the unit arrived, or is to arrive, in the mission.',
    of: ({ arrival }) => arrival,
  },
  {
    name: 'opened_at',
    type: 'datetime',
    title: 'Opened',
    description: 'When the review was opened, in UTC.',
    constraints: { required: true },
    of: ({ openedAt }) => openedAt,
  },
  {
    name: 'due_at',
    type: 'datetime',
    title: 'Due',
    description: 'By when the open stage is due, in UTC; empty where nothing is wanted.',
    of: ({ dueAt }) => dueAt,
  },
  {
    name: 'due_on',
    type: 'date',
    title: 'Due on',
    description: 'The day of that instant in the calendar of the review.',
    of: ({ dueOn }) => dueOn,
  },
  {
    name: 'suspended_at',
    type: 'datetime',
    title: 'Suspended',
    description: 'Since when the clocks stand still, in UTC.',
    of: ({ suspended }) => suspended,
  },
];

const standing: readonly ColumnOf<ShownReview>[] = [
  {
    name: 'state',
    type: 'string',
    title: 'State',
    description: 'Where the review stands.',
    constraints: { required: true, enum: ReviewState.options },
    of: ({ state }) => state,
  },
  {
    name: 'situation',
    type: 'string',
    title: 'Situation',
    description: 'What is wanted now, more closely than the state says.',
    constraints: { required: true, enum: Situation.options },
    of: ({ situation }) => situation,
  },
  {
    name: 'stage',
    type: 'string',
    title: 'Stage',
    description: 'The stage that is open, or was the last one open.',
    constraints: { required: true, enum: stages },
    of: ({ stage }) => stage,
  },
  {
    name: 'round',
    type: 'integer',
    title: 'Round',
    description: 'How often that stage was opened: a return or a recall opens the next round.',
    constraints: { required: true, minimum: 1 },
    of: ({ round }) => round,
  },
  {
    name: 'holder',
    type: 'string',
    title: 'Holder',
    description: 'Who holds the ball; empty once the review rests.',
    constraints: { enum: ['contributor', 'secretariat', 'mission'] },
    of: ({ holder }) => holder,
  },
  {
    name: 'released',
    type: 'string',
    title: 'Released',
    description: `What the Secretariat released to the contributor: ${Released.options.join(', ')}; a list with semicolons.`,
    of: ({ released }) => listed(released),
  },
  {
    name: 'decision',
    type: 'string',
    title: 'Decision',
    description: 'What the director decided, where the instrument asks one.',
    constraints: { enum: Readiness.options },
    of: ({ decision }) => decision,
  },
  {
    name: 'events',
    type: 'integer',
    title: 'Events',
    description: 'How many events the record of the review has: its version.',
    constraints: { required: true, minimum: 1 },
    of: ({ version }) => version,
  },
];

/** Data set `reviews`: one row per review. */
export const reviewColumns: readonly ColumnOf<Source>[] = [
  ...lifted([...placeColumns, ...subject, ...dates, ...standing], ({ review }: Source) => review),
  ...figureColumns,
];
