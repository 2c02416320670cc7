import * as z from 'zod';
import { EventView } from '../../functions/http/event-view.ts';
import type { ReviewView } from '../../functions/http/review-view.ts';
import { ask, bodyOf } from '../commands/api-client.ts';
import { director } from './people.ts';
import { type PlayedReview, readReview, type Scene } from './played-review.ts';

type ShownEvent = z.output<typeof EventView>;

const Page = z.object({ items: z.array(EventView), next: z.string().optional() });

const eventsOf = async ({ url, tokenOf }: Scene, id: string): Promise<ShownEvent[]> => {
  const events: ShownEvent[] = [];
  let next: string | undefined = '';
  while (next !== undefined) {
    const path: string = `/v1/reviews/${id}/events?limit=100${next && `&cursor=${next}`}`;
    const page: z.output<typeof Page> = bodyOf(
      await ask(url, { path, token: tokenOf(director) }),
      Page,
    );
    events.push(...page.items);
    next = page.next;
  }
  return events;
};

/** What is wrong with a record: gaps, broken links, or a head other than a receipt promised. */
const chainProblems = (
  events: readonly ShownEvent[],
  version: number,
  promised: PlayedReview['promised'],
): string[] => {
  const broken = events.findIndex(
    ({ seq, prev }, at) => seq !== at + 1 || prev !== (events[at - 1]?.hash ?? ''),
  );
  const hashes = new Map(events.map(({ seq, hash }) => [seq, hash]));
  const unkept = promised.filter(({ seq, head }) => hashes.get(seq) !== head);
  return [
    ...(broken >= 0 ? [`event ${broken + 1} does not follow the one before`] : []),
    ...(events.length !== version ? [`${events.length} events, but version ${version}`] : []),
    ...unkept.map(({ seq }) => `event ${seq} is not what the receipt says`),
  ];
};

const verdictProblems = (
  { verdict, state }: ReviewView,
  { refused }: PlayedReview['plan'],
): string[] => {
  if (state !== 'closed') return [`is ${state} instead of closed`];
  if (!verdict) return ['is closed without a verdict'];
  const { self, evaluation, verification } = verdict.scores;
  const scored = [self, evaluation, verification].filter((score) => score !== undefined);
  return [
    ...(scored.length === (refused ? 2 : 3) ? [] : [`has ${scored.length} scores`]),
    ...(verdict.rating === 'not_ready' &&
    verdict.limitedBy.length === 0 &&
    !verdict.limits &&
    !refused
      ? ['is not ready, but names no criterion that limits it']
      : []),
  ];
};

const restProblems = (view: ReviewView, { plan }: PlayedReview, scene: Scene): string[] => {
  const { rest } = plan;
  if (!rest) return verdictProblems(view, plan);
  const stands = `${view.state}, round ${view.round}`;
  if (view.stage !== rest.stage || view.round !== rest.round)
    return [`stands in ${stands} instead of ${rest.stage}, round ${rest.round}`];
  const overdue = isOverdue(view, scene);
  return overdue === rest.overdue || scene.clock.kind === 'fixed'
    ? []
    : [`is ${overdue ? '' : 'not '}overdue in ${stands}`];
};

export const isOverdue = ({ dueAt }: ReviewView, { clock }: Scene): boolean =>
  dueAt !== undefined && Date.parse(dueAt) < clock.now();

/** Reads a review and its whole record as the Secretariat, and says all that is not as it should be. */
export const checkRecord = async (
  scene: Scene,
  review: PlayedReview,
): Promise<{ view: ReviewView; problems: string[] }> => {
  const { view } = await readReview(scene, review.id, director);
  const events = await eventsOf(scene, review.id);
  return {
    view,
    problems: [
      ...restProblems(view, review, scene),
      ...chainProblems(events, view.version, review.promised),
    ],
  };
};
