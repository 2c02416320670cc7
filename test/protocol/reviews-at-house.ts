import { expect, vi } from 'vitest';
import { getHead } from '../../adapters/reviews.ts';
import { getRun } from '../../adapters/runs.ts';
import { opening, submit } from '../support/client.ts';
import { assessStored } from './assess.ts';
import type { House } from './house.ts';
import type { ModelStage } from './model.ts';
import { leftIn } from './record.ts';

const patience = { timeout: 10_000, interval: 10 };

/** Opens a review over HTTP, by this version of its instrument; its id. */
export const openReview = async ({ desk }: House, version = 1): Promise<string> => {
  const instrument = { ...opening.instrument, version };
  const { status, body } = await desk.post('/v1/reviews', { ...opening, instrument });
  expect(status).toBe(201);
  return body.id;
};

const submitters = {
  'self-assessment': 'state',
  evaluation: 'desk',
  verification: 'field',
} as const;

/** Submits the stage by whoever it is due from, once it is open. */
export const submitStage = async (house: House, review: string, stage: ModelStage) => {
  const answered = await submit(house[submitters[stage]], review, stage);
  expect(answered.status).toBe(201);
  return answered;
};

/** Until an execution waits for this stage and round with a token. */
export const untilWaiting = (review: string, stage: ModelStage, round = 1) =>
  vi.waitUntil(async () => {
    const run = await getRun(review);
    return run?.token !== undefined && run.stage === stage && run.round === round && run;
  }, patience);

/** Until the review is in this phase and stage. */
export const untilAt = (review: string, phase: string, stage?: ModelStage) =>
  vi.waitUntil(async () => {
    const head = await getHead(review);
    return head?.phase === phase && (!stage || head.stage === stage) && head;
  }, patience);

/** The whole record of a review that rests, held against the model: the types of its events. */
export const expectWhole = async (review: string): Promise<string[]> => {
  const { events } = await assessStored(review);
  const left = (await leftIn('OUT')).filter((out) => out.review === review);
  expect(left).toEqual([]);
  return events.map(({ type, facts }) =>
    'stage' in facts && 'round' in facts ? `${type} ${facts.stage} ${facts.round}` : type,
  );
};

/** The record of a review that went straight through. */
export const straight = [
  'review-opened',
  'stage-opened self-assessment 1',
  'stage-submitted self-assessment 1',
  'stage-scored self-assessment 1',
  'stage-opened evaluation 1',
  'stage-acknowledged evaluation 1',
  'stage-submitted evaluation 1',
  'stage-scored evaluation 1',
  'stage-opened verification 1',
  'stage-submitted verification 1',
  'stage-scored verification 1',
  'review-closed',
];
