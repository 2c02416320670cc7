import { describe, expect, it, vi } from 'vitest';
import { getHead } from '../../adapters/reviews.ts';
import { answersTo, openForm } from '../support/client.ts';
import { breakDown, ways } from './failing-tasks.ts';
import type { House } from './house.ts';
import { expectWhole, openReview, submitStage, untilAt } from './reviews-at-house.ts';

/** The record of a review that ends with the director's no. */
const short = [
  'review-opened',
  'stage-opened self-assessment 1',
  'stage-submitted self-assessment 1',
  'stage-scored self-assessment 1',
  'stage-opened evaluation 1',
  'stage-acknowledged evaluation 1',
  'stage-submitted evaluation 1',
  'evaluation-decided evaluation 1',
  'stage-scored evaluation 1',
  'review-closed',
];

const recommend = async ({ desk }: House, review: string): Promise<void> => {
  const form = await openForm(desk, review, 'evaluation');
  const { status } = await desk.post(
    `/v1/reviews/${review}/stages/evaluation/submission`,
    { answers: answersTo(form.body.criteria), declaration: true, recommendation: 'not_ready' },
    { 'if-match': form.etag },
  );
  expect(status).toBe(201);
};

const refuse = async ({ director }: House, review: string): Promise<void> => {
  const { etag } = await director.get(`/v1/reviews/${review}`);
  const { status } = await director.post(
    `/v1/reviews/${review}/decisions`,
    { decision: 'not_ready', reasons: 'There is no medical facility.' },
    { 'if-match': etag },
  );
  expect(status).toBe(201);
};

/** The way that leaves the field out: whatever fails on it, the review closes, once. */
export const refused = (house: () => House): void => {
  describe('a review whose deployment is refused', () => {
    it.each(ways)(
      'closes after its evaluation is scored, also when that fails $how',
      async (way) => {
        const review = await openReview(house(), 2);
        await submitStage(house(), review, 'self-assessment');
        await recommend(house(), review);
        breakDown(house(), 'ScoreStage', way);

        await refuse(house(), review);
        await vi
          .waitUntil(async () => (await getHead(review))?.phase === 'rest', { timeout: 400 })
          .catch(() => house().reconcileAfter(61));
        await untilAt(review, 'rest');

        expect(await expectWhole(review)).toEqual(short);
      },
    );
  });
};
