import { setTimeout as pause } from 'node:timers/promises';
import { desk, ownerOf } from './people.ts';
import type { Known } from './remembered.ts';
import type { Wire } from './wire.ts';

const patienceMs = 60_000;
const pollMs = 5;

/** At rest as people see it: its owner may submit the open stage, or it has an end and no due date. */
const rests = async (wire: Wire, known: Known): Promise<boolean> => {
  const path = `/v1/reviews/${known.id}`;
  const { body, status } = await wire.get(desk, path);
  if (status !== 200) throw new Error(`${known.id} was there before the restart: now ${status}`);
  if (body.holder === null) return body.dueAt === undefined;
  const owner = ownerOf(body.stage, known);
  const seen = owner === desk ? body : (await wire.get(owner, path)).body;
  return seen.allowedActions.includes('submit');
};

/** The instant at which a review was first seen at rest; undefined when it was not within a minute. */
export const restedAt = async (wire: Wire, known: Known): Promise<number | undefined> => {
  const begun = performance.now();
  while (performance.now() - begun < patienceMs) {
    if (await rests(wire, known)) return performance.now();
    await pause(pollMs);
  }
  return undefined;
};

/** Milliseconds from `since` until the last of them was at rest; Infinity when one never was. */
export const slowestRest = async (
  wire: Wire,
  since: number,
  reviews: readonly Known[],
): Promise<number> => {
  const instants = await Promise.all(reviews.map((known) => restedAt(wire, known)));
  return Math.max(0, ...instants.map((instant) => (instant ?? Number.POSITIVE_INFINITY) - since));
};
