import type { Instrument } from '../instrument.ts';
import { quarterOf } from './day-parts.ts';
import { caveatsFor, type Eyes, openCritical, shareOf } from './eyes.ts';
import { equipmentStandard, markedCriteria } from './marked-criteria.ts';
import type { Summary } from './summary.ts';
import { type Cell, cell } from './tally.ts';

const cameToNothing = ({ situation }: Summary): boolean =>
  situation === 'withdrawn' || situation === 'lapsed';

const isOpen = (summary: Summary): boolean =>
  !cameToNothing(summary) && summary.situation !== 'closed';

/** Whether it is a unit of its own: a re-verification looks at part of one again. */
const isUnit = (summary: Summary): boolean =>
  !cameToNothing(summary) && summary.basis !== 'reverification';

/** Whether it says how its unit stands now. */
const isPresent = (summary: Summary): boolean => isUnit(summary) && !summary.superseded;

const verdicts = ({ verdict, mission, unit }: Summary): Cell[] =>
  verdict ? [cell('verdict', [mission, unit.type, verdict.rating])] : [];

const coverage = (summary: Summary): Cell[] => {
  if (!isUnit(summary)) return [];
  const { mission, submitted } = summary;
  return [
    cell('unit', [mission]),
    ...(submitted.evaluation ? [cell('evaluated', [mission])] : []),
    ...(submitted.verification ? [cell('verified', [mission])] : []),
  ];
};

const received = ({ submitted }: Summary): Cell[] =>
  (['evaluation', 'verification'] as const).flatMap((voice) => {
    const at = submitted[voice];
    return at ? [cell('received', [voice, quarterOf(at)])] : [];
  });

const pipeline = ({ mission, situation, suspended }: Summary): Cell[] => [
  cell('pipeline', [mission, suspended ? 'suspended' : situation]),
];

/** Units that have yet to deploy, as far as anybody is still looking at them. */
const deployments = (summary: Summary, eyes: Eyes, instrument: Instrument): Cell[] => {
  if (!isOpen(summary) || !isUnit(summary)) return [];
  const { mission, plannedDeployment: day } = summary;
  const items = openCritical(summary, eyes, instrument);
  return [
    cell('deploy', [mission, day]),
    ...(items > 0
      ? [cell('deployOpen', [mission, day]), cell('deployItems', [mission, day], items)]
      : []),
  ];
};

const due = ({ holder, dueAt, suspended }: Summary): Cell[] =>
  holder && dueAt && !suspended ? [cell('due', [holder, dueAt])] : [];

const equipment = (summary: Summary, eyes: Eyes): Cell[] => {
  if (!isPresent(summary)) return [];
  const { mission } = summary;
  const said = markedCriteria.equipment.flatMap((criterion) => {
    const value = shareOf(summary, eyes, criterion);
    return value === undefined ? [] : [{ criterion, under: value < equipmentStandard }];
  });
  const under = said.filter((one) => one.under);
  return [
    ...said.map(({ criterion }) => cell('equipmentOf', [mission, criterion])),
    ...under.map(({ criterion }) => cell('equipment', [mission, criterion])),
    ...(under.length > 0 ? [cell('equipmentUnit', [mission])] : []),
  ];
};

const plan = ({ findings }: Summary): Cell[] =>
  findings.flatMap(({ owner, openedOn, dueOn, done }) => [
    cell('plan', [owner, openedOn]),
    ...(done ? [] : [cell('planDue', [owner, dueOn])]),
  ]);

const caveats = (summary: Summary, eyes: Eyes): Cell[] =>
  cameToNothing(summary)
    ? []
    : caveatsFor(summary, eyes).flatMap(({ undeclared, standing }) => [
        cell('caveat', [summary.mission, undeclared ? 'undeclared' : 'declared']),
        ...(standing === 'undecided' ? [cell('caveat', [summary.mission, 'pending'])] : []),
      ]);

const certificates = (summary: Summary): Cell[] =>
  isPresent(summary)
    ? summary.certificates.flatMap(({ kind, held, until }) => [
        ...(held ? [] : [cell('certMissing', [kind])]),
        ...(until ? [cell('certUntil', [kind, until])] : []),
      ])
    : [];

const womensShare = (summary: Summary, eyes: Eyes, { criteria }: Instrument): Cell[] => {
  if (!isPresent(summary)) return [];
  const { type } = summary.unit;
  return criteria
    .filter(({ id }) => (markedCriteria.womensShare as readonly string[]).includes(id))
    .flatMap(({ id, bands }) => {
      const value = shareOf(summary, eyes, id);
      if (value === undefined) return [];
      const met = bands !== undefined && value >= bands.satisfactory;
      return [
        cell('women', [type]),
        cell('womenSum', [type], value),
        ...(met ? [cell('womenMet', [type])] : []),
      ];
    });
};

const passages = ({ passages: { days, now }, basis }: Summary): Cell[] =>
  basis === 'reverification'
    ? []
    : [
        ...Object.entries(days).map(([stage, long]) => cell('passed', [stage, String(long)])),
        ...(now ? [cell('at', [now.stage, now.since])] : []),
      ];

/** What a review gives to the figures of where things stand, with these eyes. */
export const standingCells = (summary: Summary, eyes: Eyes, instrument: Instrument): Cell[] => [
  ...verdicts(summary),
  ...coverage(summary),
  ...received(summary),
  ...pipeline(summary),
  ...deployments(summary, eyes, instrument),
  ...due(summary),
  ...equipment(summary, eyes),
  ...plan(summary),
  ...caveats(summary, eyes),
  ...certificates(summary),
  ...womensShare(summary, eyes, instrument),
  ...passages(summary),
];
