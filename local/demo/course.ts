import type { Stage } from '../../domain/stages.ts';
import { between } from './draw.ts';

/**
 * One thing that somebody does, on a day of the window. `declare` is the State's: caveats and
 * certificates; `arrive` reports the unit's arrival; `plan` opens findings after the verdict.
 */
export type Step = { readonly day: number } & (
  | { readonly action: 'open' | 'declare' | 'decide' | 'arrive' | 'sign' | 'plan' }
  | { readonly action: 'submit'; readonly stage: Stage; readonly round: number }
  | { readonly action: 'return'; readonly round: number }
);

type Undated = Step extends infer S ? (S extends Step ? Omit<S, 'day'> : never) : never;

/** What marks the course of a review. */
export interface Marks {
  /** The stage that is submitted after its due date. */
  readonly late?: Stage | undefined;
  /** How often criteria go back to the contributor. */
  readonly returns: number;
  /** The director decides against the deployment: the field never sees the unit. */
  readonly refused?: boolean | undefined;
}

/** Days from the step before: in time, and late. Due are 30, 20, and 30 after the arrival. */
const waits = {
  'self-assessment': { inTime: [12, 28], late: [32, 40] },
  evaluation: { inTime: [6, 17], late: [22, 27] },
  verification: { inTime: [8, 27], late: [32, 40] },
} as const;

/** Days from the opening to the planned deployment, and from there to the arrival. */
export const deploymentAfter = [85, 100] as const;
const arrivalAfter = [-2, 7] as const;

/**
 * The course of one review from its opening (day 0) to its plan, or to the director's no; never two steps on one
 * day, so that their order is plain. `deployment` is the planned day.
 */
export const courseOf = (number: number, marks: Marks, deployment: number): Step[] => {
  const steps: Step[] = [];
  let day = 0;
  const add = (wait: number, step: Undated) => {
    day += wait;
    steps.push({ day, ...step } as Step);
  };
  const wait = (stage: Stage, round: number) => {
    const [low, high] = waits[stage][marks.late === stage ? 'late' : 'inTime'];
    return between(low, high, number, stage, round);
  };
  add(0, { action: 'open' });
  add(between(2, 6, number, 'declare'), { action: 'declare' });
  add(wait('self-assessment', 1) - day, { action: 'submit', stage: 'self-assessment', round: 1 });
  for (let round = 1; round <= marks.returns; round += 1) {
    add(between(4, 10, number, 'return', round), { action: 'return', round });
    const again = between(5, 14, number, 'again', round);
    add(again, { action: 'submit', stage: 'self-assessment', round: round + 1 });
  }
  const last = marks.returns + 1;
  add(wait('evaluation', last), { action: 'submit', stage: 'evaluation', round: last });
  add(between(1, 3, number, 'decide'), { action: 'decide' });
  if (marks.refused) return steps;
  const arrival = deployment + between(...arrivalAfter, number, 'arrival');
  add(Math.max(2, arrival - day), { action: 'arrive' });
  add(wait('verification', last), { action: 'submit', stage: 'verification', round: last });
  add(between(1, 5, number, 'sign'), { action: 'sign' });
  add(between(3, 9, number, 'plan'), { action: 'plan' });
  return steps;
};

/** The longest that a course can take, in days. */
export const longestCourse = 165;
