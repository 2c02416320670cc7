import { setTimeout as pause } from 'node:timers/promises';
import type { Instrument } from '../../domain/instrument.ts';
import type { Situation } from '../../domain/situation.ts';
import type { Stage } from '../../domain/stages.ts';
import { ReviewView } from '../../functions/http/review-view.ts';
import { findInstrument } from '../../instruments/catalogue.ts';
import { ask, bodyOf } from '../commands/api-client.ts';
import type { Wanted } from '../commands/demonstration-token.ts';
import type { DemoClock } from './demo-clock.ts';
import { director, holderOf, type TokenOf } from './people.ts';
import type { PlannedReview } from './plan.ts';

/** Everything that the steps of a demonstration need. */
export interface Scene {
  readonly url: string;
  readonly clock: DemoClock;
  readonly tokenOf: TokenOf;
  /** Begins the Idempotency-Keys of this run. */
  readonly run: string;
}

/** A review as it is played: what became of it so far. */
export interface PlayedReview {
  readonly plan: PlannedReview;
  id: string;
  /** Head of the record after an event, as a receipt promised it. */
  readonly promised: { readonly seq: number; readonly head: string }[];
  /** The id of what the State said about caveats. */
  caveat?: string;
  late: boolean;
  returned: boolean;
  /** Why it does not go on; its further steps are left out. */
  stuck?: string;
}

/** Reads a review as somebody sees it, with its ETag. */
export const readReview = async ({ url, tokenOf }: Scene, id: string, person: Wanted) => {
  const reply = await ask(url, { path: `/v1/reviews/${id}`, token: tokenOf(person) });
  return { view: bodyOf(reply, ReviewView), etag: reply.etag };
};

const patience = 10_000;

/** Waits until a review stands as wanted: the machine carries a command on after it is answered. */
const waitUntil = async (
  scene: Scene,
  id: string,
  person: Wanted,
  stands: (view: ReviewView) => boolean,
): Promise<void> => {
  const begun = performance.now();
  for (let wait = 15; performance.now() - begun < patience; wait = Math.min(wait * 1.5, 250)) {
    const { view } = await readReview(scene, id, person);
    if (stands(view)) return;
    await pause(wait);
  }
  throw new Error(`did not go on within ${patience / 1000} s`);
};

const isOpen =
  (stage: Stage, round: number) =>
  (view: ReviewView): boolean =>
    view.stage === stage && view.round === round && view.allowedActions.includes('submit');

/** Waits until a stage of a review is open to its holder. */
export const awaitStage = (scene: Scene, review: PlayedReview, stage: Stage, round: number) =>
  waitUntil(scene, review.id, holderOf(stage, review.plan), isOpen(stage, round));

/** Waits until this is wanted of somebody. */
export const awaitSituation = (scene: Scene, { id }: PlayedReview, wanted: Situation) =>
  waitUntil(scene, id, director, ({ situation }) => situation === wanted);

/** Waits until the review has its verdict. */
export const awaitVerdict = (scene: Scene, { id }: PlayedReview) =>
  waitUntil(scene, id, director, ({ verdict }) => verdict !== undefined);

/** The instrument that fits the unit of a planned review. */
export const instrumentFor = ({ unitType }: PlannedReview): Instrument => {
  const id = unitType === 'FPU' ? 'formed-police-unit' : 'infantry-battalion';
  const found = findInstrument(id, 2);
  if (!found) throw new Error(`no instrument ${id}, version 2`);
  return found;
};
