import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../domain/events.ts';
import { Refusal } from '../domain/refusal.ts';
import { requireMigratable } from '../domain/versions/migration.ts';
import { firstVersion, nextVersion, secondVersion } from './support/replaced-instrument.ts';
import { by, opened, recorded, stageOpened, upToEvaluation } from './support/small-review.ts';

describe('a review that cannot move', () => {
  const refusal = (events: readonly NewEvent[], to = secondVersion) => {
    try {
      requireMigratable(recorded(events).head, to);
    } catch (error) {
      return error instanceof Refusal ? [error.code, error.message] : error;
    }
    return undefined;
  };
  const withdrawn: NewEvent = {
    type: 'review-withdrawn',
    by,
    facts: { stage: 'evaluation', round: 1, reason: 'The unit is not needed.' },
  };

  it('is one that has ended, is on its way, or stands there already', () => {
    expect(refusal(upToEvaluation)).toBeUndefined();
    expect(refusal([...upToEvaluation, withdrawn])).toEqual([
      'wrong_stage',
      expect.stringContaining('withdrawn'),
    ]);
    expect(refusal(upToEvaluation.slice(0, 3))).toEqual([
      'wrong_stage',
      expect.stringContaining('moving on'),
    ]);
    expect(refusal(upToEvaluation, firstVersion)).toEqual([
      'wrong_stage',
      expect.stringContaining('already'),
    ]);
  });

  it('is one of a type of unit that the version is not for', () => {
    const elsewhere = nextVersion(firstVersion, firstVersion.criteria, [], { unitTypes: ['FPU'] });

    expect(refusal(upToEvaluation, elsewhere)).toEqual(['unknown_reference', expect.any(String)]);
  });

  it('is a re-verification, which looks again at what its version found', () => {
    const again = {
      ...opened,
      facts: { ...opened.facts, basis: { kind: 'reverification', review: 'r0' } },
    } as NewEvent;

    expect(refusal([again, stageOpened('verification')])).toEqual([
      'wrong_stage',
      expect.stringContaining('re-verification'),
    ]);
  });
});
