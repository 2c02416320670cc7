import { Ladder } from '../domain/reminders/ladder.ts';
import rapidDeployment from './ladders/rapid-deployment.json' with { type: 'json' };
import standard from './ladders/standard.json' with { type: 'json' };

/** The ladders that ship; a published version never changes. */
export const ladders: readonly Ladder[] = [standard, rapidDeployment].map((data) =>
  Ladder.parse(data),
);

/** The ladder of a review that names none. */
export const standardLadder = Ladder.parse(standard);

/** The newest shipped version of a ladder. */
export const findLadder = (id: string): Ladder | undefined =>
  ladders.find((ladder) => ladder.id === id);
