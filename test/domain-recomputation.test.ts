import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../domain/events.ts';
import type { Instrument } from '../domain/instrument.ts';
import { Refusal } from '../domain/refusal.ts';
import { scoreStage } from '../domain/scoring.ts';
import { type Stage, stages } from '../domain/stages.ts';
import { type Verdict, verdictOf } from '../domain/verdict.ts';
import { recomputationOf, recomputeScores } from '../domain/versions/recomputation.ts';
import { storedScores } from '../domain/versions/stored-scores.ts';
import { firstVersion, nextVersion } from './support/replaced-instrument.ts';
import { by, opened, recorded, stageOpened, stageSubmitted } from './support/small-review.ts';

const answers = {
  'EX-A1': { value: true },
  'EX-A2': { value: 'S' },
  'EX-A3': { value: 85 },
  'EX-A4': { value: 95 },
  'EX-A5': { value: 'S' },
  'EX-A6': { value: 95 },
  'EX-A7': { value: false },
};

/** Version 2 lets 80 per cent count in full, and a critical criterion count three times. */
const lenient = nextVersion(
  firstVersion,
  firstVersion.criteria.map((one) => (one.critical ? { ...one, weight: 3 } : one)),
  [],
  { scoringVersion: 2, bands: { satisfactory: 80, improvement: 60 } },
);

const scoredIn = (stage: Stage): NewEvent => {
  const { score, trace } = scoreStage(firstVersion, stage, answers);
  return { type: 'stage-scored', facts: { stage, round: 1, score, scoring: 1, trace } };
};

const limits: NonNullable<Verdict['limits']> = [
  { kind: 'certificate_missing', cap: 'conditional', detail: 'One is missing.' },
];

/** A closed review whose stages up to this one spoke. */
const closedAfter = (last: Stage) => {
  const spoke = stages.slice(0, stages.indexOf(last) + 1);
  const traces = Object.fromEntries(
    spoke.map((stage) => [stage, scoreStage(firstVersion, stage, answers).trace]),
  );
  const score = (stage: Stage) => scoreStage(firstVersion, stage, answers).score;
  const scores = {
    self: score('self-assessment'),
    evaluation: score('evaluation'),
    ...(last === 'verification' && { verification: score('verification') }),
  };
  const beside = { limits, decision: 'conditional', validUntil: '2028-01-01' } as const;
  const verdict = verdictOf(firstVersion, traces, scores, beside);
  return recorded([
    opened,
    ...spoke.flatMap((stage) => [stageOpened(stage), stageSubmitted(stage), scoredIn(stage)]),
    { type: 'review-closed', facts: { outcome: 'closed', verdict } },
  ]);
};

const recomputed = (last: Stage, path: readonly Instrument[] = [firstVersion, lenient]) => {
  const { head, events } = closedAfter(last);
  const stored = storedScores(events);
  const submitted = Object.fromEntries(Object.keys(stored).map((stage) => [stage, answers]));
  return { head, ...recomputationOf(head, path, [firstVersion], submitted, stored) };
};

describe('a recomputation', () => {
  it('gives what weights and bands of the other version make of the same answers', () => {
    const { before, after, differences } = recomputed('verification');

    // Five S, one NI and one U of seven; then eight of nine points: EX-A3 counts in full, EX-A1 thrice.
    expect(before.scoreWithoutCap).toBe(78.6);
    expect(after.scoreWithoutCap).toBe(88.9);
    expect(differences.filter(({ stage }) => stage === 'verification')).toEqual([
      {
        stage: 'verification',
        criterion: 'EX-A1',
        before: { rating: 'S', weight: 1 },
        after: { rating: 'S', weight: 3 },
      },
      {
        stage: 'verification',
        criterion: 'EX-A3',
        before: { rating: 'NI', weight: 1 },
        after: { rating: 'S', weight: 1 },
      },
    ]);
  });

  it('keeps decision, other limits with their caps, and validity', () => {
    const { after } = recomputed('verification');

    expect(after).toMatchObject({
      decision: 'conditional',
      limits,
      validUntil: '2028-01-01',
      rating: 'conditional',
    });
  });

  it('gives no field voice to a deployment that was refused', () => {
    const { after, scores } = recomputed('evaluation');

    expect(after.scores).not.toHaveProperty('verification');
    expect(Object.keys(scores)).toEqual(['self-assessment', 'evaluation']);
  });

  it('names criteria that only one of the versions asks', () => {
    const renamed = nextVersion(
      firstVersion,
      firstVersion.criteria.map((one) => (one.id === 'EX-A2' ? { ...one, id: 'EX-B2' } : one)),
      [{ change: 'rename', from: 'EX-A2', to: 'EX-B2' }],
    );
    const { differences, before, after } = recomputed('evaluation', [firstVersion, renamed]);

    expect(after.score).toBe(before.score);
    expect(differences).toContainEqual({
      stage: 'evaluation',
      criterion: 'EX-A2',
      before: { rating: 'S', weight: 1 },
    });
    expect(differences).toContainEqual({
      stage: 'evaluation',
      criterion: 'EX-B2',
      after: { rating: 'S', weight: 1 },
    });
  });

  it('is refused without a verdict, and where the version gave the scores that stand', () => {
    const { head } = recorded([opened, stageOpened('self-assessment')]);
    const { head: closed, ...same } = recomputed('evaluation', [firstVersion]);

    expect(() => recomputationOf(head, [firstVersion, lenient], [firstVersion], {}, {})).toThrow(
      Refusal,
    );
    expect(() => recomputeScores(closed, same, 'd', by)).toThrow('nothing to approve');
  });
});
