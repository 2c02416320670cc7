import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import type { ActingPerson } from '../../adapters/people.ts';
import type { PlannedMessage, RemindersState } from '../../domain/reminders/simulated-world.ts';
import { simulate, type Window } from '../../domain/reminders/simulation.ts';
import { MessageKind } from '../../domain/reminders/telling.ts';
import { Instant } from '../../domain/text.ts';
import { visibleReview } from '../http/command.ts';
import { maySee, permit } from '../http/permission.ts';
import { route } from '../http/route.ts';
import { rulesInMemory } from '../reminders/simulation-rules.ts';
import { remindersState } from '../reminders/simulation-state.ts';

const day = 86_400_000;
const mostMessages = 5_000;

const Item = z.object({
  review: z.string(),
  unit: z.string().optional(),
  contributor: z.string().optional(),
  mission: z.string().optional(),
  step: z.string(),
  round: z.int(),
  plan: z.string(),
  rung: z.string(),
  kind: MessageKind,
  as: z.string(),
  for: z.string().optional(),
  reason: z.string(),
});

const Simulation = z
  .object({
    from: Instant,
    to: Instant,
    messages: z.array(
      z.object({ at: Instant, recipient: z.string(), role: z.string(), items: z.array(Item) }),
    ),
  })
  .meta({ id: 'Simulation' });

/** The days asked for; no days are the very next run, at this moment. */
const windowOf = (days: number, now: string): Window => {
  const from = Date.parse(now);
  if (days > 0) return { from: now, to: new Date(from + days * day).toISOString() };
  return { from: now, to: now, runAt: (instant) => Math.max(instant, from) };
};

/** Which review is spoken of is left in; what unit it is of, only for those who may see it. */
const shownTo = (person: ActingPerson, { reviews }: RemindersState) => {
  const seen = new Set(
    reviews.filter(({ head }) => maySee(person, head)).map(({ head }) => head.id),
  );
  return ({
    items,
    ...message
  }: PlannedMessage): z.input<typeof Simulation>['messages'][number] => ({
    ...message,
    items: items.map(({ unit, contributor, mission, ...item }) => ({
      ...item,
      ...(seen.has(item.review) && { unit, contributor, mission }),
    })),
  });
};

const speaksOf =
  (review: string | undefined) =>
  ({ items }: PlannedMessage): boolean =>
    review === undefined || items.some((item) => item.review === review);

/** As many messages as one answer holds; it says until when they are complete. */
const answerOf = ({ from, to }: Window, messages: z.input<typeof Simulation>['messages']) => {
  const cut = messages[mostMessages];
  return { from, to: cut ? cut.at : to, messages: messages.slice(0, mostMessages) };
};

export const simulationRoute = route({
  method: 'post',
  path: '/v1/reminders/simulations',
  summary:
    'See every mail that the reminders would send within so many days if nobody acted meanwhile; 0 days are the next run. Nothing is sent, nothing is changed',
  action: 'simulate-reminders',
  body: z.strictObject({ days: z.int().min(0).max(730), review: z.string().max(64).optional() }),
  status: 200,
  response: Simulation,
  handle: async ({ person, body: { days, review } }) => {
    permit(person, 'simulate-reminders');
    if (review !== undefined) await visibleReview(person, review);
    const state = await remindersState();
    const heads = state.reviews.map(({ head }) => head);
    const window = windowOf(days, timestamp());
    const planned = simulate(state, await rulesInMemory(heads, state.people), window);
    const messages = planned.filter(speaksOf(review)).map(shownTo(person, state));
    return { body: answerOf(window, messages) };
  },
});
