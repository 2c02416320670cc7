import { Event } from '../../domain/events.ts';
import { Head } from '../../domain/review.ts';
import { assessChain, assessHead, happenedOf } from './assess-record.ts';
import { assessAsked } from './assess-requests.ts';
import { type Happened, type Where, walk } from './model.ts';
import { leftIn, partition } from './record.ts';
import { same } from './same.ts';
import type { Watch } from './watch.ts';
import { deliveryProblem, taskProblem } from './watch-problems.ts';
import type { World } from './world.ts';

const assessTasks = (
  review: string,
  watch: Watch,
  happened: readonly Happened[],
  places: readonly (Where | undefined)[],
): void => {
  const tasks = watch.ended.filter(({ told }) => told.review === review);
  const deliveries = watch.deliveries.filter(({ wait }) => wait.review === review);
  const problems = [
    ...tasks.map((task) => taskProblem(task, places)),
    ...deliveries.map((delivery) => deliveryProblem(delivery, happened)),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) throw new Error(problems.join('\n'));
};

const isIndex = (name: string): boolean => /^(pk|sk|gsi\dpk|gsi\dsk)$/.test(name);
const attributesOf = (item: object) =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !isIndex(name)));

/** Holds the stored record of a review against the model: its chain, its order, its head. */
export const assessStored = async (review: string) => {
  const items = await partition(`REVIEW#${review}`);
  const events = items
    .filter(({ sk }) => sk.startsWith('EVENT#'))
    .map((item) => Event.parse(attributesOf(item)));
  const stored = items.find(({ sk }) => sk === 'HEAD');
  same('a head for the events', stored !== undefined, events.length > 0);
  assessChain(review, events);
  if (stored) assessHead(Head.parse({ ...attributesOf(stored), id: review }), events, items);
  const happened = events.map(happenedOf);
  return { events, happened, places: walk(happened) };
};

/** Holds all that a history did to a review against the model. Answers with its events. */
export const assessReview = async (world: World, review: string): Promise<readonly Event[]> => {
  const { events, happened, places } = await assessStored(review);
  for (const asked of world.asked.filter((each) => each.review === review))
    assessAsked(asked, events, places);
  assessTasks(review, world.watch, happened, places);
  return events;
};

/** Nothing is left on its way, nobody is owed a notice, and nothing odd was seen. */
export const assessQueues = async ({ watch }: World): Promise<void> => {
  same('OUT', await leftIn('OUT'), []);
  same('DUE', await leftIn('DUE'), []);
  same('what was seen', watch.problems, []);
};
