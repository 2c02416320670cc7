import { createHash } from 'node:crypto';
import { putAnswers } from '../../adapters/answers.ts';
import { timestamp } from '../../adapters/clock.ts';
import { answersHash } from '../../adapters/hashing.ts';
import { record } from '../../adapters/reviews.ts';
import type { Answers } from '../../domain/answers.ts';
import { suspendReview } from '../../domain/commands/clocks.ts';
import { openReview } from '../../domain/commands/openings.ts';
import { withdrawReview } from '../../domain/commands/withdrawals.ts';
import type { By, NewEvent } from '../../domain/events.ts';
import { Hand, type Head, type Released } from '../../domain/review.ts';
import type { Situation } from '../../domain/situation.ts';
import { type Stage, stages } from '../../domain/stages.ts';
import { headquarters } from '../../instruments/calendars.ts';
import { findInstrument } from '../../instruments/catalogue.ts';
import { answersTo, opening } from '../support/client.ts';
import { handsOf } from './cast.ts';
import { answersIn, type Deed, stepsOf } from './steps.ts';

/** A review as the matrix wants it. */
export interface Scene {
  readonly situation: Situation;
  readonly suspended?: boolean;
  readonly seen?: boolean;
  readonly released?: readonly Released[];
  /** Every stage is given to somebody who never asks; `over` when that is past. */
  readonly assigned?: 'now' | 'over';
  /** Whose it is, where it is not the review of RWA in MINUSCA. */
  readonly of?: { readonly contributor: string; readonly mission: string };
}

const found = findInstrument('infantry-battalion', 2);
if (!found) throw new Error('the instrument is gone');
const instrument = found;
const all = answersTo(instrument.criteria) as Answers;
const nameOf = ({ round, stage }: Head) =>
  `${round}#${answersHash(answersIn(instrument, stage, all))}`;
const { machineStep, submitted, decided, signed } = stepsOf(instrument, all, nameOf);

const by: By = { person: 'somebody-else', role: 'evaluator', rule: 'a-test' };

const withdrawn: Deed = (head) => withdrawReview(head, 'not needed', by);
const lapsed: Deed = ({ stage, round }) => ({ type: 'review-lapsed', facts: { stage, round } });

/** What is done until a review stands there. */
const ways: Record<Situation, readonly Deed[]> = {
  self_assessment: [],
  in_transit: [submitted],
  evaluation: [submitted],
  decision: [submitted, submitted],
  verification: [submitted, submitted, decided],
  signature: [submitted, submitted, decided, submitted],
  closed: [submitted, submitted, decided, submitted, signed],
  withdrawn: [withdrawn],
  lapsed: [lapsed],
};

const assignments: Record<'now' | 'over', { person: string; until?: string }> = {
  now: { person: 'somebody-else' },
  over: { person: 'somebody-else', until: '2020-01-01' },
};

const suspended: Deed = (head) => suspendReview(head, 'a coup', by);
const acknowledged: Deed = ({ stage, round }) => ({
  type: 'stage-acknowledged',
  facts: { stage, round },
});
const assignedTo = (of: Stage, how: 'now' | 'over'): NewEvent => ({
  type: 'stage-assigned',
  by,
  facts: { stage: of, ...assignments[how] },
});

const beside = ({ suspended: stopped, seen, released, assigned }: Scene): Deed[] => [
  ...(stopped ? [suspended] : []),
  ...(seen ? [acknowledged] : []),
  ...(released ? [(): NewEvent => ({ type: 'released', by, facts: { what: [...released] } })] : []),
  ...(assigned ? stages.map((of) => () => assignedTo(of, assigned)) : []),
];

const opened = (id: string, { of }: Scene): NewEvent => {
  const wanted = {
    ...opening,
    ...of,
    instrument: { id: instrument.id, version: instrument.version },
  };
  const event = openReview(id, wanted, instrument, timestamp(), by, headquarters);
  const hands = Object.fromEntries(Hand.options.map((deed) => [deed, handsOf(deed)]));
  return {
    ...event,
    facts: { ...event.facts, carried: { answers: {}, scores: {}, hands } },
  } as NewEvent;
};

const append = async (head: Head | undefined, id: string, event: NewEvent): Promise<Head> =>
  (await record(id, head, event)).head;

const toRest = async (head: Head): Promise<Head> => {
  const next = machineStep(head, timestamp());
  return next ? toRest(await append(head, head.id, next)) : head;
};

/** A name for a scene that is an id as well. */
export const reviewOf = (scene: Scene): string =>
  createHash('sha256').update(JSON.stringify(scene)).digest('hex').slice(0, 20);

/** Writes the events of a review until it is as wanted, and whatever else is done to it then; its head. */
export const stage = async (scene: Scene, ...more: readonly Deed[]): Promise<Head> => {
  const id = reviewOf(scene);
  for (const one of stages)
    await putAnswers({ id, stage: one, round: 1 } as Head, answersIn(instrument, one, all));
  let head = await toRest(await append(undefined, id, opened(id, scene)));
  const way = ways[scene.situation];
  for (const [at, deed] of way.entries()) {
    head = await append(head, id, deed(head, by, timestamp()));
    const stays = scene.situation === 'in_transit' && at === way.length - 1;
    if (!stays) head = await toRest(head);
  }
  for (const deed of [...beside(scene), ...more])
    head = await append(head, id, deed(head, by, timestamp()));
  return head;
};
