import { describe, expect, it } from 'vitest';
import { courseOf } from '../functions/pages/course.ts';

const long = { decision: 'director', fieldSignatures: 2 } as const;
const short = { decision: 'evaluator', fieldSignatures: 1 } as const;

/** Events of these types, a day apart; `stage` and `outcome` go into the facts. */
const recorded = (...all: readonly (readonly [type: string, fact?: string])[]) =>
  all.map(([type, fact], index) => ({
    seq: index + 1,
    type,
    at: `2027-01-0${index + 1}T09:00:00.000Z`,
    hash: '',
    facts: { ...(fact && { stage: fact, outcome: fact }) },
  }));

const stepsOf = (...asked: Parameters<typeof courseOf>) =>
  courseOf(...asked).map(
    ({ name, state, at }) => `${name} ${state}${at ? ` ${at.slice(8, 10)}` : ''}`,
  );

const opening = ['review-opened'] as const;
const self = ['stage-submitted', 'self-assessment'] as const;
const evaluation = ['stage-submitted', 'evaluation'] as const;
const verification = ['stage-submitted', 'verification'] as const;

describe('the steps of a review', () => {
  it('are those of its instrument, from opening to verdict', () => {
    expect(stepsOf(recorded(opening), 'self_assessment', short)).toEqual([
      'course.opened done 01',
      'step.self_assessment now',
      'step.evaluation ahead',
      'step.verification ahead',
      'course.verdict ahead',
    ]);
    expect(stepsOf(recorded(opening, self, evaluation), 'decision', long)).toEqual([
      'course.opened done 01',
      'step.self_assessment done 02',
      'step.evaluation done 03',
      'step.decision now',
      'step.verification ahead',
      'step.signature ahead',
      'course.verdict ahead',
    ]);
  });

  it('come again after a return', () => {
    const events = recorded(opening, self, ['stage-returned', 'evaluation']);

    expect(stepsOf(events, 'self_assessment', short).slice(0, 3)).toEqual([
      'course.opened done 01',
      'step.self_assessment now',
      'step.evaluation ahead',
    ]);
  });

  it('leave out what an earlier review did for this one', () => {
    expect(stepsOf(recorded(opening), 'verification', long)).toEqual([
      'course.opened done 01',
      'step.verification now',
      'step.signature ahead',
      'course.verdict ahead',
    ]);
  });

  it('are all done once there is a verdict', () => {
    const events = recorded(opening, self, evaluation, verification, ['review-closed', 'closed']);

    expect(stepsOf(events, 'closed', short)).toEqual([
      'course.opened done 01',
      'step.self_assessment done 02',
      'step.evaluation done 03',
      'step.verification done 04',
      'course.verdict done 05',
    ]);
  });

  it('end where the review ended early, without a verdict', () => {
    const events = recorded(opening, self, ['review-closed', 'withdrawn']);

    expect(stepsOf(events, 'withdrawn', long)).toEqual([
      'course.opened done 01',
      'step.self_assessment done 02',
    ]);
  });
});
