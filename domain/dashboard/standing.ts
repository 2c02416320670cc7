import { Readiness } from '../readiness.ts';
import { dayAfter } from './day-parts.ts';
import { equipment, equipmentByMission, womensShare } from './equipment-and-people.ts';
import { type Figure, type FigureRow, rowOf } from './figure.ts';
import { caveats, certificates, overdue, plan, planOverdue } from './follow-up.ts';
import { course, expected } from './forecast-figures.ts';
import { type Figures, partsOf } from './selection.ts';

const verdicts = (figures: Figures): FigureRow[] =>
  partsOf(figures, 'verdict', 0).flatMap((mission) =>
    partsOf(figures, 'verdict', 1, [mission]).map((unitType) =>
      rowOf(
        figures,
        { mission, unitType },
        Object.fromEntries(
          Readiness.options.map((rating) => [
            rating,
            { figure: 'verdict', where: [mission, unitType, rating] },
          ]),
        ),
      ),
    ),
  );

const coverage = (figures: Figures): FigureRow[] =>
  partsOf(figures, 'unit', 0).map((mission) =>
    rowOf(
      figures,
      { mission },
      {
        units: { figure: 'unit', where: [mission] },
        evaluated: { figure: 'evaluated', where: [mission] },
        verified: { figure: 'verified', where: [mission] },
      },
    ),
  );

const received = (figures: Figures): FigureRow[] =>
  partsOf(figures, 'received', 1).map((quarter) =>
    rowOf(
      figures,
      { quarter },
      {
        evaluations: { figure: 'received', where: ['evaluation', quarter] },
        verifications: { figure: 'received', where: ['verification', quarter] },
      },
    ),
  );

/** Where a review may stand, in the order of its way. */
export const places = [
  'in_transit',
  'self_assessment',
  'evaluation',
  'decision',
  'verification',
  'signature',
  'suspended',
  'closed',
  'lapsed',
  'withdrawn',
] as const;

const pipeline = (figures: Figures): FigureRow[] =>
  partsOf(figures, 'pipeline', 0).map((mission) =>
    rowOf(
      figures,
      { mission },
      Object.fromEntries(
        places.map((place) => [place, { figure: 'pipeline', where: [mission, place] }]),
      ),
    ),
  );

const windows = [30, 60, 90] as const;

const deployments = (figures: Figures, today: string): FigureRow[] =>
  windows.map((days) => {
    const within = { from: today, until: dayAfter(today, days) };
    return rowOf(
      figures,
      { within: String(days) },
      {
        units: { figure: 'deploy', ...within },
        withOpenItems: { figure: 'deployOpen', ...within },
        openItems: { figure: 'deployItems', ...within },
      },
    );
  });

/**
 * Where things stand at an instant: whatever depends on the day (overdue, the next 30 days, the age of a
 * finding) is counted here, and not when the figures were written.
 */
export const standingAt = (figures: Figures, now: string): Figure[] => {
  const today = now.slice(0, 10);
  return [
    { id: 'verdicts', rows: verdicts(figures) },
    { id: 'coverage', rows: coverage(figures) },
    { id: 'received', rows: received(figures) },
    { id: 'pipeline', rows: pipeline(figures) },
    { id: 'deployments', rows: deployments(figures, today) },
    { id: 'overdue', rows: overdue(figures, now) },
    { id: 'equipment', rows: equipment(figures) },
    { id: 'equipmentByMission', rows: equipmentByMission(figures) },
    { id: 'plan', rows: plan(figures, today) },
    { id: 'planOverdue', rows: planOverdue(figures, today) },
    { id: 'caveats', rows: caveats(figures) },
    { id: 'certificates', rows: certificates(figures, today) },
    { id: 'womensShare', rows: womensShare(figures) },
    { id: 'forecast', rows: expected(figures, today) },
    { id: 'course', rows: course(figures) },
  ];
};
