import { describe, expect, it } from 'vitest';
import { checkAnswers } from '../domain/answers.ts';
import { criteriaOf } from '../domain/instrument.ts';
import { contributions } from '../domain/reference/contributions.ts';
import { findMission } from '../domain/reference/missions.ts';
import { scoreStage } from '../domain/scoring.ts';
import { type Stage, stages } from '../domain/stages.ts';
import { verdictOf } from '../domain/verdict.ts';
import { courseOf, longestCourse } from '../local/demo/course.ts';
import { inventAnswers, inventedComment, inventReturn } from '../local/demo/invented-answers.ts';
import { holderOf } from '../local/demo/people.ts';
import { demoDays, type PlannedReview, planDemo } from '../local/demo/plan.ts';
import { instrumentFor } from '../local/demo/played-review.ts';

const plan = planDemo(false);
const small = planDemo(true);
const closed = plan.filter(({ rest }) => !rest);
const open = plan.filter(({ rest }) => rest);

const saidIn = (review: PlannedReview, stage: Stage) => {
  const instrument = instrumentFor(review);
  return inventAnswers(instrument, review, { stage, round: 1 }, criteriaOf(instrument, stage));
};

const verdictFor = (review: PlannedReview) => {
  const instrument = instrumentFor(review);
  const scored = (stage: Stage) => scoreStage(instrument, stage, saidIn(review, stage));
  const self = scored('self-assessment');
  const evaluation = scored('evaluation');
  const verification = scored('verification');
  return verdictOf(
    instrument,
    {
      'self-assessment': self.trace,
      evaluation: evaluation.trace,
      verification: verification.trace,
    },
    { self: self.score, evaluation: evaluation.score, verification: verification.score },
  );
};

/** Days from one step of a review to the next submission of a stage. */
const daysBefore = ({ steps }: PlannedReview, stage: Stage) => {
  const at = steps.findLastIndex((step) => step.action === 'submit' && step.stage === stage);
  return (steps[at]?.day ?? 0) - (steps[at - 1]?.day ?? 0);
};

describe('the plan of the demonstration', () => {
  it('is the same each time', () => {
    expect(planDemo(false)).toEqual(plan);
    expect(planDemo(true)).toEqual(small);
  });

  it('closes a review for each of the 87 rows and leaves 24 open', () => {
    expect(
      closed.map(({ contributor, mission, unitType }) => [contributor, mission, unitType]),
    ).toEqual(
      contributions.map(({ contributor, mission, unitType }) => [contributor, mission, unitType]),
    );
    expect([closed.length, open.length]).toEqual([87, 24]);
  });

  it('has a small set of a dozen each, with both kinds of unit', () => {
    const closing = small.filter(({ rest }) => !rest);

    expect([closing.length, small.length]).toEqual([12, 24]);
    expect(new Set(closing.map(({ unitType }) => unitType))).toEqual(new Set(['INF_BN', 'FPU']));
  });

  it('gives every unit a name of its own that cannot be taken for a real one', () => {
    const names = plan.map(({ unitName }) => unitName);

    expect(new Set(names).size).toBe(names.length);
    expect(
      names.filter((name) => !/^Demonstration (Battalion|Police Unit) \d{2,3}$/.test(name)),
    ).toEqual([]);
  });

  it('keeps within eighteen months, and never does two things to one review on one day', () => {
    for (const { steps } of [...plan, ...small]) {
      const days = steps.map(({ day }) => day);

      expect(Math.min(...days)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...days)).toBeLessThanOrEqual(demoDays);
      expect(days).toEqual([...new Set(days)].sort((one, other) => one - other));
    }
  });

  it('fills the whole of the window', () => {
    const days = plan.flatMap(({ steps }) => steps.map(({ day }) => day));

    expect(Math.min(...days)).toBe(0);
    expect(Math.max(...days)).toBeGreaterThan(demoDays - 7);
  });

  it('knows how long a course can take', () => {
    const longest = stages
      .flatMap((late) =>
        Array.from({ length: 200 }, (_, number) => courseOf(number, { late, returns: 2 }, 100)),
      )
      .map((steps) => steps.at(-1)?.day ?? 0);

    expect(Math.max(...longest)).toBeLessThanOrEqual(longestCourse);
  });

  it('has another person for each stage of a review', () => {
    for (const review of plan) {
      const holders = stages.map((stage) => JSON.stringify(holderOf(stage, review)));

      expect(new Set(holders).size).toBe(3);
    }
  });
});

describe('the closed reviews of the demonstration', () => {
  it.each([
    ['all', closed],
    ['the small set', small.filter(({ rest }) => !rest)],
  ])('have returns, late ones and every rating among them: %s', (_, reviews) => {
    const returned = reviews.filter(({ steps }) => steps.some(({ action }) => action === 'return'));
    const late = reviews.filter(
      (review) => daysBefore(review, 'evaluation') > 20 || daysBefore(review, 'verification') > 30,
    );

    expect(returned.length).toBeGreaterThan(1);
    expect(late.length).toBeGreaterThan(0);
    expect(new Set(reviews.map(({ outcome }) => outcome)).size).toBe(3);
  });

  it.each([
    ['all', closed],
    ['the small set', small.filter(({ rest }) => !rest)],
  ])('have some that are never deployed, and end with the decision: %s', (_, reviews) => {
    const refused = reviews.filter(({ steps }) => !steps.some(({ action }) => action === 'arrive'));

    expect(refused.length).toBeGreaterThan(0);
    expect(
      refused.every(
        ({ outcome, steps }) => outcome === 'not_ready' && steps.at(-1)?.action === 'decide',
      ),
    ).toBe(true);
  });

  it('come out as the rules of the verdict say, with what limits them', () => {
    for (const review of closed.filter(({ refused }) => !refused)) {
      const verdict = verdictFor(review);

      expect(`${review.unitName}: ${verdict.rating}`).toBe(`${review.unitName}: ${review.outcome}`);
      expect(verdict.limitedBy.length > 0).toBe(review.outcome !== 'ready');
    }
  });
});

describe('the open reviews of the demonstration', () => {
  it.each([
    ['all', open],
    ['the small set', small.filter(({ rest }) => rest)],
  ])('stand in every stage, some returned and some overdue: %s', (_, reviews) => {
    for (const stage of stages) {
      const here = reviews.filter(({ rest }) => rest?.stage === stage);

      expect(here).toHaveLength(reviews.length / 3);
      expect(here.filter(({ rest }) => rest?.overdue).length).toBeGreaterThan(0);
      expect(here.filter(({ rest }) => rest?.round === 2).length).toBeGreaterThan(0);
    }
  });

  it('deploy within 30, 60 and 90 days after the end', () => {
    const inDays = open.map(({ deployment }) => deployment - demoDays);
    const within = (low: number, high: number) =>
      inDays.filter((days) => days > low && days <= high).length;

    expect([within(0, 30), within(30, 60), within(60, 90)].every((count) => count >= 3)).toBe(true);
    expect(Math.max(...inDays)).toBeLessThanOrEqual(90);
  });

  it('are in missions that still run', () => {
    expect(open.filter(({ mission }) => findMission(mission)?.end)).toEqual([]);
  });
});

describe('the invented answers', () => {
  it('are such as each form takes, and all marked as invented', () => {
    for (const review of plan)
      for (const stage of stages) {
        const answers = saidIn(review, stage);
        const criteria = criteriaOf(instrumentFor(review), stage);

        expect(checkAnswers(criteria, answers, { complete: true })).toEqual([]);
        expect(Object.values(answers).every(({ comment }) => comment === inventedComment)).toBe(
          true,
        );
      }
  });

  it('send back two to four criteria of the self-assessment, each once and with a reason', () => {
    for (const review of plan) {
      const instrument = instrumentFor(review);
      const asked = new Set(criteriaOf(instrument, 'self-assessment').map(({ id }) => id));
      const returned = inventReturn(instrument, review, 1);
      const ids = returned.map(({ criterion }) => criterion);

      expect([2, 3, 4]).toContain(new Set(ids).size);
      expect(ids.filter((id) => !asked.has(id))).toEqual([]);
      expect(returned.every(({ reason, wanted }) => reason && wanted)).toBe(true);
    }
  });
});

describe('a demonstration from somebody else’s figures', () => {
  it('has a review to close for each of them', () => {
    const rows = [{ contributor: 'NPL', mission: 'UNMISS', unitType: 'INF_BN', strength: 900 }];

    const [first, ...others] = planDemo(false, rows);

    expect(first).toMatchObject({ contributor: 'NPL', mission: 'UNMISS', strength: 850 });
    expect(others.filter(({ contributor }) => contributor === 'NPL')).toHaveLength(24);
  });
});
