import { findContributor } from '../reference/contributors.ts';
import type { ColumnOf } from './column.ts';
import type { ShownReview } from './source.ts';

/** What every row begins with: which review, whose, and for which mission. */
export const placeColumns: readonly ColumnOf<ShownReview>[] = [
  {
    name: 'review_id',
    type: 'string',
    title: 'Review',
    description: 'Id of the review; joins all data sets.',
    constraints: { required: true, pattern: '[0-9a-f]{20}' },
    of: ({ id }) => id,
  },
  {
    name: 'contributor_iso3',
    type: 'string',
    title: 'Contributor',
    description: 'ISO 3166-1 alpha-3 code of the State that contributes the unit.',
    constraints: { required: true, pattern: '[A-Z]{3}' },
    of: ({ contributor }) => contributor,
  },
  {
    name: 'contributor_m49',
    type: 'string',
    title: 'Contributor (M49)',
    description:
      'UN M49 code of the same State: three digits, kept as text for their leading zeros.',
    constraints: { pattern: '[0-9]{3}' },
    of: ({ contributor }) => findContributor(contributor)?.m49,
  },
  {
    name: 'mission',
    type: 'string',
    title: 'Mission',
    description: 'Acronym of the mission that the unit deploys to.',
    constraints: { required: true },
    of: ({ mission }) => mission,
  },
  {
    name: 'unit_type',
    type: 'string',
    title: 'Unit type',
    description: 'Code of the type of unit, as /v1/unit-types lists them.',
    constraints: { required: true },
    of: ({ unit }) => unit.type,
  },
];
