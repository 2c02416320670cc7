import type { Course, Stand } from './course.ts';
import { instantOf, rungsOf } from './rungs.ts';

const day = 86_400_000;

/** Weekends, holidays and the cap hold nothing up for longer. */
const longestWait = 8 * day;

/** What had to be told of a review: a rung, to an audience, at or soon after an instant. */
export interface WantedRung {
  readonly review: string;
  readonly step: string;
  readonly round: number;
  readonly plan: string;
  readonly rung: string;
  readonly as: string;
  readonly at: number;
}

interface Stretch {
  readonly stand: Stand & { readonly step: string };
  readonly to: number;
}

const isSame = (one: Stand, other: Stand): boolean =>
  one.step === other.step &&
  one.round === other.round &&
  one.plan === other.plan &&
  one.planned === other.planned;

/** The stretches of time in which a review waited for one thing by one due date. */
const stretchesOf = ({ stands }: Course, until: number): Stretch[] => {
  const first = stands.filter((stand, at) => at === 0 || !isSame(stand, stands[at - 1] as Stand));
  return first.flatMap((stand, at) => {
    const { step } = stand;
    return step ? [{ stand: { ...stand, step }, to: first[at + 1]?.at ?? until }] : [];
  });
};

/**
 * The rungs that depend on nothing and came due while their step was open with its clocks running,
 * and stayed so long enough after the machine could run for each of them to be told to somebody.
 */
export const wantedRungs = (
  course: Course,
  until: number,
  gaps: readonly { readonly from: number; readonly to: number }[],
): WantedRung[] =>
  stretchesOf(course, until).flatMap(({ stand, to }) =>
    rungsOf(stand.step)
      .filter(({ when }) => when === 'always')
      .flatMap((rung) => {
        const at = instantOf(course, rung, stand);
        const gap = gaps.find((one) => at > one.from && at <= one.to);
        if (at <= stand.planned || (gap?.to ?? at) + longestWait > to) return [];
        const { step, round, plan } = stand;
        return rung.to.map((as) => ({
          review: course.review,
          ...{ step, round, plan, rung: rung.name, as, at },
        }));
      }),
  );
