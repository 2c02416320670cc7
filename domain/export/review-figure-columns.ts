import type { GapName } from '../ledger.ts';
import { Readiness } from '../readiness.ts';
import type { Stage } from '../stages.ts';
import type { Verdict } from '../verdict.ts';
import { type ColumnOf, listed } from './column.ts';
import type { Source } from './source.ts';

const points = { minimum: 0, maximum: 100 } as const;
const gapPoints = { minimum: -100, maximum: 100 } as const;

const submittedAt = (stage: Stage, name: string, whose: string): ColumnOf<Source> => ({
  name: `${name}_submitted_at`,
  type: 'datetime',
  title: `Submitted: ${name.replace('_', '-')}`,
  description: `When ${whose} last submitted, in UTC.`,
  of: ({ events }) =>
    events.findLast((event) => event.type === 'stage-submitted' && event.stage === stage)?.at,
});

const verdict: readonly ColumnOf<Source>[] = [
  {
    name: 'rating',
    type: 'string',
    title: 'Verdict',
    description: 'What the verdict says of the unit; empty while there is none.',
    constraints: { enum: Readiness.options },
    of: ({ review }) => review.verdict?.rating,
  },
  {
    name: 'score',
    type: 'number',
    title: 'Score',
    description:
      'Share of criteria that are satisfied, in percent, as far as what limits the verdict lets it count.',
    constraints: points,
    of: ({ review }) => review.verdict?.score,
  },
  {
    name: 'score_without_cap',
    type: 'number',
    title: 'Score without cap',
    description: 'The same share, were nothing to limit it.',
    constraints: points,
    of: ({ review }) => review.verdict?.scoreWithoutCap,
  },
  {
    name: 'limited_by',
    type: 'string',
    title: 'Limited by',
    description: 'The criteria that limit the verdict; a list with semicolons.',
    of: ({ review }) => listed(review.verdict?.limitedBy),
  },
  {
    name: 'limits',
    type: 'string',
    title: 'Other limits',
    description: 'What limits the verdict beside the criteria, by kind; a list with semicolons.',
    of: ({ review }) => listed(review.verdict?.limits?.map(({ kind }) => kind)),
  },
  {
    name: 'valid_until',
    type: 'date',
    title: 'Valid until',
    description: 'The last day on which the verdict holds, where the instrument sets one.',
    of: ({ review }) => review.verdict?.validUntil,
  },
  {
    name: 'closed_at',
    type: 'datetime',
    title: 'Closed',
    description: 'When the review came to its end, by a verdict or without, in UTC.',
    of: ({ events }) => events.findLast(({ type }) => type === 'review-closed')?.at,
  },
];

const scoreOf = (voice: keyof Verdict['scores'], whose: string): ColumnOf<Source> => ({
  name: `score_${voice}`,
  type: 'number',
  title: `Score: ${voice}`,
  description: `Score of what ${whose} said, in percent, once there is a verdict and where it is the reader’s to read.`,
  constraints: points,
  of: ({ review }) => review.verdict?.scores[voice],
});

const gapOf = (gap: GapName, name: string, between: string): ColumnOf<Source> => ({
  name,
  type: 'number',
  title: `Gap: ${between}`,
  description: `Mean over the criteria of what the first said less what the second said (${between}), in points: satisfied 100, needs improvement 50, unsatisfactory 0. Positive where the first said better.`,
  constraints: gapPoints,
  of: ({ ledger }) => ledger.gaps[gap]?.overall,
});

const count = (
  name: string,
  title: string,
  description: string,
  of: (source: Source) => number,
): ColumnOf<Source> => ({
  name,
  type: 'integer',
  title,
  description,
  constraints: { required: true, minimum: 0 },
  of,
});

const beside: readonly ColumnOf<Source>[] = [
  count(
    'caveats',
    'Caveats',
    'Restrictions that stand and that the reader may know of; a statement that there is none does not count.',
    ({ dossier }) =>
      dossier.caveats.filter(({ kind, standing }) => kind !== 'none' && standing !== 'lifted')
        .length,
  ),
  count(
    'caveats_undecided',
    'Caveats undecided',
    'Of these, without a decision.',
    ({ dossier }) => dossier.caveats.filter(({ standing }) => standing === 'undecided').length,
  ),
  count(
    'caveats_undeclared',
    'Caveats undeclared',
    'Of these, found by the field.',
    ({ dossier }) =>
      dossier.caveats.filter(({ undeclared, standing }) => undeclared && standing !== 'lifted')
        .length,
  ),
  count(
    'certificates',
    'Certificates',
    'Certificates of the State.',
    ({ dossier }) => dossier.certificates.length,
  ),
  {
    name: 'vetting',
    type: 'string',
    title: 'Vetting',
    description: 'Result of the vetting that was recorded last.',
    constraints: { enum: ['cleared', 'not_cleared'] },
    of: ({ dossier }) => dossier.vetting.at(-1)?.result,
  },
  count(
    'findings',
    'Findings',
    'Findings of the improvement plan.',
    ({ dossier }) => dossier.findings.length,
  ),
  count(
    'findings_open',
    'Findings open',
    'Of these, not verified.',
    ({ dossier }) => dossier.findings.filter(({ status }) => status !== 'verified').length,
  ),
  count(
    'findings_overdue',
    'Findings overdue',
    'Of these, past their day.',
    ({ dossier }) => dossier.findings.filter(({ overdue }) => overdue).length,
  ),
  {
    name: 'overdue',
    type: 'boolean',
    title: 'Overdue',
    description: 'Whether the open stage is past its due date at the time of export.',
    constraints: { required: true },
    of: ({ review, now }) => review.dueAt !== undefined && review.dueAt < now,
  },
  {
    name: 'last_event_at',
    type: 'datetime',
    title: 'Last event',
    description: 'When something last happened to the review, in UTC.',
    of: ({ events }) => events.at(-1)?.at,
  },
];

/** What a review came to, and what stands beside its answers. */
export const figureColumns: readonly ColumnOf<Source>[] = [
  submittedAt('self-assessment', 'self_assessment', 'the contributor'),
  submittedAt('evaluation', 'evaluation', 'the Secretariat'),
  submittedAt('verification', 'verification', 'the field'),
  ...verdict,
  scoreOf('self', 'the contributor'),
  scoreOf('evaluation', 'the Secretariat'),
  scoreOf('verification', 'the field'),
  gapOf('selfEvaluation', 'gap_self_evaluation', 'self-assessment and evaluation'),
  gapOf('selfVerification', 'gap_self_verification', 'self-assessment and verification'),
  gapOf('evaluationVerification', 'gap_evaluation_verification', 'evaluation and verification'),
  ...beside,
];
