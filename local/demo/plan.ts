import type { Readiness } from '../../domain/readiness.ts';
import { type Stage, stages } from '../../domain/stages.ts';
import { courseOf, deploymentAfter, longestCourse, type Marks, type Step } from './course.ts';
import { between } from './draw.ts';
import { courseSoFar, type Rest, restOf } from './open-course.ts';
import { openRows, ownRows, type Row, spread } from './rows.ts';

/** Eighteen months, in days: the window that a demonstration plays in. Its last day is "now". */
export const demoDays = 548;

/** One review of the demonstration: what it is about and all that is going to happen to it. Days count from the window's first. */
export interface PlannedReview extends Row {
  readonly number: number;
  readonly unitName: string;
  /** What the field will find. */
  readonly outcome: Readiness;
  /** The director decides against the deployment. */
  readonly refused: boolean;
  /** Which of the demonstration evaluators has it, from 1. */
  readonly evaluator: number;
  readonly deployment: number;
  readonly steps: readonly Step[];
  /** Where it stands in the end; undefined when it is closed. */
  readonly rest?: Rest | undefined;
}

const evaluators = 4;

// Cycles of different lengths, so that late, returned and not ready meet in many combinations.
const outcomes = [
  'ready',
  'conditional',
  'ready',
  'not_ready',
  'ready',
  'conditional',
  'ready',
] as const;
const lateStages = new Map<number, Stage>([
  [2, 'self-assessment'],
  [5, 'evaluation'],
  [9, 'verification'],
]);
const returnsIn = new Map([
  [1, 1],
  [5, 2],
  [9, 1],
]);

const marksOf = (at: number): Marks => ({
  late: lateStages.get(at % 10),
  returns: returnsIn.get(at % 12) ?? 0,
});

const outcomeOf = (number: number): Readiness =>
  outcomes[(number - 1) % outcomes.length] ?? 'ready';

/** Every third unit that is not ready is never deployed. */
const isRefused = (number: number): boolean =>
  outcomeOf(number) === 'not_ready' && Math.floor((number - 1) / outcomes.length) % 3 === 1;

const largest: Record<string, number> = { INF_BN: 850, FPU: 160 };

/** A unit that cannot be mistaken for a real one, at most as strong as one unit of its type is. */
const fictional = (row: Row, number: number) => {
  const kind = row.unitType === 'FPU' ? 'Police Unit' : 'Battalion';
  return {
    ...row,
    number,
    unitName: `Demonstration ${kind} ${String(number).padStart(2, '0')}`,
    strength: Math.min(row.strength, largest[row.unitType] ?? 850),
    evaluator: 1 + (number % evaluators),
    outcome: outcomeOf(number),
    refused: false,
  };
};

const shifted = (steps: readonly Step[], by: number): Step[] =>
  steps.map((step) => ({ ...step, day: step.day + by }));

const closedReview = (row: Row, at: number, count: number): PlannedReview => {
  const number = at + 1;
  const lastOpening = demoDays - longestCourse;
  const opening = Math.round((at * lastOpening) / Math.max(1, count - 1));
  const deployment = between(...deploymentAfter, number, 'deployment');
  const refused = isRefused(number);
  return {
    ...fictional(row, number),
    refused,
    deployment: opening + deployment,
    steps: shifted(courseOf(number, { ...marksOf(at), refused }, deployment), opening),
  };
};

const openReview = (row: Row, at: number, before: number): PlannedReview => {
  const number = before + at + 1;
  const rest = restOf(stages[at % stages.length] as Stage, Math.floor(at / stages.length));
  const { steps, quiet } = courseSoFar(number, rest);
  const opening = demoDays - quiet - (steps.at(-1)?.day ?? 0);
  const arrived = steps.find(({ action }) => action === 'arrive')?.day;
  return {
    ...fictional(row, number),
    deployment: arrived === undefined ? demoDays + rest.deploysIn : opening + arrived - 2,
    steps: shifted(steps, opening),
    rest,
  };
};

/**
 * All reviews of a demonstration: one to be closed for each row, and others that stay open. The
 * same rows give the same plan, whenever and wherever it is played.
 */
export const planDemo = (small: boolean, rows: readonly Row[] = ownRows): PlannedReview[] => {
  const closed = small ? spread(rows, 12) : rows;
  const open = openRows(rows, small ? 12 : 24);
  return [
    ...closed.map((row, at) => closedReview(row, at, closed.length)),
    ...open.map((row, at) => openReview(row, at, closed.length)),
  ];
};
