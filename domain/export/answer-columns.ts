import type { Criterion } from '../instrument.ts';
import type { GapName, Line } from '../ledger.ts';
import { Measure } from '../measure.ts';
import { stages, voiceNames } from '../stages.ts';
import { type ColumnOf, lifted, listed } from './column.ts';
import { placeColumns } from './place-columns.ts';
import type { ShownReview, Source } from './source.ts';

const voiceKeys = stages.map((stage) => voiceNames[stage]);
type VoiceName = (typeof voiceKeys)[number];

/** What one voice said of one criterion. */
interface Said {
  readonly review: ShownReview;
  readonly criterion: Criterion;
  readonly line: Line;
  readonly name: VoiceName;
  readonly voice: NonNullable<Line[VoiceName]>;
}

const criterionColumns: readonly ColumnOf<Said>[] = [
  {
    name: 'instrument_id',
    type: 'string',
    title: 'Instrument',
    description: 'Id of the assessment template.',
    constraints: { required: true },
    of: ({ review }) => review.instrument.id,
  },
  {
    name: 'instrument_version',
    type: 'integer',
    title: 'Version of the instrument',
    description: 'The version that the review is pinned to.',
    constraints: { required: true, minimum: 1 },
    of: ({ review }) => review.instrument.version,
  },
  {
    name: 'section',
    type: 'string',
    title: 'Section',
    description: 'Id of the section of the instrument.',
    constraints: { required: true },
    of: ({ criterion }) => criterion.section,
  },
  {
    name: 'criterion',
    type: 'string',
    title: 'Criterion',
    description: 'Id of the criterion; its wording is in the instrument.',
    constraints: { required: true },
    of: ({ criterion }) => criterion.id,
  },
  {
    name: 'measure',
    type: 'string',
    title: 'Measure',
    description: 'How it is answered: a percentage, a rating (S, NI, U), or yes and no.',
    constraints: { required: true, enum: Measure.options },
    of: ({ criterion }) => criterion.measure,
  },
  {
    name: 'critical',
    type: 'boolean',
    title: 'Critical',
    description: 'Whether a failure caps the verdict.',
    constraints: { required: true },
    of: ({ criterion }) => criterion.critical,
  },
];

const voiceColumns: readonly ColumnOf<Said>[] = [
  {
    name: 'voice',
    type: 'string',
    title: 'Voice',
    description:
      'Whose answer: the contributor’s own, the Secretariat’s evaluation, the field’s verification.',
    constraints: { required: true, enum: voiceKeys },
    of: ({ name }) => name,
  },
  {
    name: 'rating',
    type: 'string',
    title: 'Rating',
    description:
      'What the answer comes to: satisfied, needs improvement, unsatisfactory, not assessed.',
    constraints: { required: true, enum: ['S', 'NI', 'U', 'NA'] },
    of: ({ voice }) => voice.rating,
  },
  {
    name: 'value',
    type: 'string',
    title: 'Answer',
    description:
      'The answer as it was given, as text: a number, S, NI, U, true, false or not_assessed.',
    constraints: { required: true },
    of: ({ voice }) => String(voice.value),
  },
  {
    name: 'value_number',
    type: 'number',
    title: 'Answer as a number',
    description: 'The percentage, where the answer is one.',
    constraints: { minimum: 0, maximum: 100 },
    of: ({ voice }) => (typeof voice.value === 'number' ? voice.value : null),
  },
  {
    name: 'comment',
    type: 'string',
    title: 'Comment',
    description: 'What was written beside the answer.',
    of: ({ voice }) => voice.comment,
  },
  {
    name: 'evidence',
    type: 'string',
    title: 'Evidence',
    description: 'Ids of the evidence that the answer names; a list with semicolons.',
    of: ({ voice }) => listed(voice.evidence),
  },
  {
    name: 'answered_at',
    type: 'datetime',
    title: 'Answered',
    description: 'When the stage was submitted, in UTC; empty where the answers were carried over.',
    of: ({ voice }) => voice.at || null,
  },
  {
    name: 'by_role',
    type: 'string',
    title: 'Role',
    description: 'The role that signed the stage.',
    of: ({ voice }) => voice.by || null,
  },
  {
    name: 'by_person',
    type: 'string',
    title: 'Person',
    description: 'Id of the person who signed, told to their own side and to the Secretariat.',
    of: ({ voice }) => voice.person,
  },
  {
    name: 'disagreement',
    type: 'string',
    title: 'Disagreement',
    description: 'Why the contingent commander sees it otherwise than the field team.',
    of: ({ voice }) => voice.disagreement,
  },
  {
    name: 'carried_from',
    type: 'string',
    title: 'Carried from',
    description: 'Id of the review from which the answer was carried into this one.',
    of: ({ voice }) => voice.carried?.review,
  },
];

const gapOf = (gap: GapName, name: string, between: string): ColumnOf<Said> => ({
  name,
  type: 'integer',
  title: `Gap: ${between}`,
  description: `Of this criterion, what the first said less what the second said (${between}), in points; the same in every row of the criterion.`,
  constraints: { minimum: -100, maximum: 100 },
  of: ({ line }) => line.gaps?.[gap],
});

/** Data set `answers`: one row per criterion and voice. */
export const answerColumns: readonly ColumnOf<Said>[] = [
  ...lifted(placeColumns, ({ review }: Said) => review),
  ...criterionColumns,
  ...voiceColumns,
  gapOf('selfEvaluation', 'gap_self_evaluation', 'self-assessment and evaluation'),
  gapOf('selfVerification', 'gap_self_verification', 'self-assessment and verification'),
  gapOf('evaluationVerification', 'gap_evaluation_verification', 'evaluation and verification'),
];

/** What was said of each criterion, by each voice that the reader may read. */
export const saidIn = ({ review, instrument, ledger }: Source): Said[] => {
  const lines = new Map(ledger.criteria.map((line) => [line.criterion, line]));
  return instrument.criteria.flatMap((criterion) => {
    const line = lines.get(criterion.id);
    if (!line) return [];
    return voiceKeys.flatMap((name) => {
      const voice = line[name];
      return voice ? [{ review, criterion, line, name, voice }] : [];
    });
  });
};
