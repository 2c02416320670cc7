import { Ladder } from '../domain/reminders/ladder.ts';
import rapidDeployment from './ladders/rapid-deployment.json' with { type: 'json' };
import standard from './ladders/standard.json' with { type: 'json' };

/** The ladders that ship; a published version never changes. */
export const ladders: readonly Ladder[] = [standard, rapidDeployment].map((data) =>
  Ladder.parse(data),
);

/** The ladder of a review that names none. */
export const standardLadder = Ladder.parse(standard);

/** A shipped ladder by its id, with or without a version after an @. */
export const findLadder = (ref: string): Ladder | undefined =>
  ladders.find(({ id, version }) => ref === id || ref === `${id}@${version}`);
