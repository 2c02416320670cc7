import type { Stage } from '../../domain/stages.ts';
import { courseOf, type Step } from './course.ts';
import { between } from './draw.ts';

type Kind = 'waiting' | 'returned' | 'overdue' | 'arrived';

/** How a review stands that is still open when the demonstration ends. */
export interface Rest {
  readonly stage: Stage;
  readonly round: number;
  readonly overdue: boolean;
  readonly kind: Kind;
  /** Days from the end of the window to the planned deployment; not asked where the unit has arrived. */
  readonly deploysIn: number;
}

/** Per stage, in turn: how the review stands, and in how many days its unit deploys. */
const rests: Record<Stage, readonly (readonly [Kind, number])[]> = {
  'self-assessment': [
    ['waiting', 72],
    ['returned', 58],
    ['overdue', 46],
    ['waiting', 84],
    ['waiting', 65],
    ['returned', 77],
    ['overdue', 38],
    ['waiting', 89],
  ],
  evaluation: [
    ['waiting', 35],
    ['returned', 52],
    ['overdue', 24],
    ['waiting', 44],
    ['waiting', 29],
    ['returned', 57],
    ['overdue', 18],
    ['waiting', 48],
  ],
  verification: [
    ['waiting', 12],
    ['returned', 25],
    ['overdue', 0],
    ['arrived', 0],
    ['waiting', 5],
    ['returned', 29],
    ['overdue', 0],
    ['waiting', 19],
  ],
};

export const restOf = (stage: Stage, at: number): Rest => {
  const turns = rests[stage];
  const [kind, deploysIn] = turns[at % turns.length] ?? (['waiting', 45] as const);
  return {
    stage,
    kind,
    deploysIn,
    overdue: kind === 'overdue',
    round: kind === 'returned' ? 2 : 1,
  };
};

/** Whether this is the last thing that happened before the review came to stand as it does. */
const isLast = (step: Step, { stage, kind, round }: Rest): boolean => {
  if (stage === 'self-assessment')
    return step.action === (kind === 'returned' ? 'return' : 'declare');
  if (stage === 'verification')
    return step.action === (kind === 'overdue' || kind === 'arrived' ? 'arrive' : 'decide');
  return step.action === 'submit' && step.stage === 'self-assessment' && step.round === round;
};

/** Days since then, until the end of the window: past the due date where it is to be overdue. */
const quietDays: Record<Stage, readonly [number, number]> = {
  'self-assessment': [34, 44],
  evaluation: [24, 30],
  verification: [34, 44],
};

/** The course of a review up to where it stands, from day 0, and for how many days nothing came after it. */
export const courseSoFar = (number: number, rest: Rest): { steps: Step[]; quiet: number } => {
  const returns = rest.kind === 'returned' ? 1 : 0;
  const course = courseOf(number, { returns }, 90);
  const end = course.findIndex((step) => isLast(step, rest));
  const [low, high] = rest.overdue ? quietDays[rest.stage] : [3, 14];
  return { steps: course.slice(0, end + 1), quiet: between(low, high, number, 'quiet') };
};
