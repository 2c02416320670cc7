import { describe, expect, it } from 'vitest';
import { scoredBy, storedScores } from '../domain/versions/stored-scores.ts';
import { recorded, upToEvaluation } from './support/small-review.ts';

describe('the scores that a record keeps', () => {
  it('are by the version the review was opened with where an event does not say', () => {
    const { events } = recorded(upToEvaluation);

    expect(storedScores(events)).toEqual({
      'self-assessment': {
        score: 90,
        scoring: 1,
        trace: { 'EX-A1': 'S' },
        instrument: { id: 'small', version: 1 },
        at: events[3]?.at,
      },
    });
    expect(scoredBy(storedScores(events), 1)).toBe(1);
    expect(scoredBy({}, 4)).toBe(4);
  });
});
