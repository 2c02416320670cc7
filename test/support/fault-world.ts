import { isDeepStrictEqual } from 'node:util';
import { setClockAhead } from '../../adapters/clock.ts';
import { reconcile } from '../../adapters/reconciler.ts';
import { eventsOf, getHead } from '../../adapters/reviews.ts';
import { fold } from '../../domain/fold.ts';
import {
  evaluator,
  opening,
  permanentMission,
  signedIn,
  submit,
  until,
  verifier,
} from './client.ts';
import { executionsOf } from './executions.ts';
import type { FaultyMachines } from './faulty-machines.ts';
import { startHost } from './host.ts';

const minutes = 60_000;
let ahead = 0;

/** Three minutes later the reconciler takes up whatever was left on its way. */
export const reconcileLater = async (): Promise<void> => {
  ahead += 10 * 60 * minutes;
  setClockAhead(ahead);
  await reconcile();
};

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A host, its people, and what they do in one review. */
export const startFaultWorld = async () => {
  const host = await startHost();
  const desk = await signedIn(host.url, evaluator);
  const people = {
    'self-assessment': await signedIn(host.url, permanentMission),
    evaluation: desk,
    verification: await signedIn(host.url, verifier),
  };
  return {
    ...host,
    desk,
    people,
    open: async (): Promise<string> => (await desk.post('/v1/reviews', opening)).body.id,
    submit: (review: string, stage: keyof typeof people) => submit(people[stage], review, stage),
    closed: (review: string) =>
      until(
        () => desk.get(`/v1/reviews/${review}`),
        ({ body }) => body.state === 'closed',
      ),
  };
};
export type FaultWorld = Awaited<ReturnType<typeof startFaultWorld>>;

/** Until an execution of the review has failed, and the failure is noted. */
export const untilFailed = async ({ client }: FaultyMachines, review: string): Promise<void> => {
  for (let tries = 0; tries < 300; tries += 1) {
    const executions = await executionsOf(client, review);
    if (executions.some(({ status }) => status === 'FAILED')) return;
    await sleep(10);
  }
  throw new Error(`no execution of ${review} failed`);
};

/** Until no execution of the review is under way except one that waits for a person. */
export const untilSettled = async (review: string): Promise<void> => {
  for (let tries = 0; tries < 500; tries += 1) {
    const head = await getHead(review);
    if (head && (head.phase === 'open' || head.phase === 'rest') && head.out.length === 0) return;
    await sleep(10);
  }
  throw new Error(`${review} did not come to rest`);
};

/** The types of events that a review without returns has, each exactly once and in this order. */
export const plainRecord = [
  'review-opened',
  ...['self-assessment', 'evaluation', 'verification'].flatMap((stage) => [
    `stage-opened ${stage}`,
    `stage-submitted ${stage}`,
    `stage-scored ${stage}`,
  ]),
  'review-closed',
];

/** What the record of a review says, after checking that it folds to its head. */
export const recordOf = async (review: string): Promise<string[]> => {
  const events = await Array.fromAsync(eventsOf(review));
  const head = await getHead(review);
  if (!isDeepStrictEqual(fold(events), head))
    throw new Error(`the record of ${review} does not fold to its head`);
  return events.map(({ type, facts }) => ('stage' in facts ? `${type} ${facts.stage}` : type));
};
