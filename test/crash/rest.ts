import { setTimeout as pause } from 'node:timers/promises';
import type { Situation } from '../../domain/situation.ts';
import type { Stage } from '../../domain/stages.ts';
import { contingentOf, desk, director, ownerOf, type Person } from './people.ts';
import type { Known } from './remembered.ts';
import type { Wire } from './wire.ts';

const patienceMs = 60_000;
const pollMs = 10;

interface Standing {
  readonly situation: Situation;
  readonly stage: Stage;
}

/** Whose move it is, and what they may do once the review is at rest. */
const turnOf = ({ situation, stage }: Standing, known: Known): [Person, string] => {
  if (situation === 'decision') return [director, 'decide'];
  if (situation === 'signature') return [contingentOf(known), 'sign'];
  return [ownerOf(stage, known), 'submit'];
};

/** At rest as people see it: whose turn it is may take it, or it has an end and no due date. */
const rests = async (wire: Wire, known: Known): Promise<boolean> => {
  const path = `/v1/reviews/${known.id}`;
  const { body, status } = await wire.get(desk, path);
  if (status !== 200) throw new Error(`${known.id} was there before the restart: now ${status}`);
  if (body.holder === null) return body.dueAt === undefined;
  const [person, action] = turnOf(body, known);
  const seen = person === desk ? body : (await wire.get(person, path)).body;
  return seen.allowedActions.includes(action);
};

/**
 * Milliseconds from `since` until the last of the reviews was seen at rest; Infinity when one was
 * not within a minute. Asks one at a time, because asking takes from the host what it needs to move.
 */
export const slowestRest = async (
  wire: Wire,
  since: number,
  reviews: readonly Known[],
): Promise<number> => {
  const begun = performance.now();
  let restedAt = since;
  for (const known of reviews) {
    while (!(await rests(wire, known))) {
      if (performance.now() - begun > patienceMs) return Number.POSITIVE_INFINITY;
      await pause(pollMs);
    }
    restedAt = performance.now();
  }
  return restedAt - since;
};
