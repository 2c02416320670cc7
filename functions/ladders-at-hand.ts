import type { Ladder } from '../domain/reminders/ladder.ts';
import type { Head } from '../domain/review.ts';
import { findLadder, standardLadder } from '../instruments/ladders.ts';

/** The ladder by which people are reminded of this review. */
export const ladderOf = async ({ ladder }: Pick<Head, 'ladder'>): Promise<Ladder> =>
  (ladder === undefined ? undefined : findLadder(ladder)) ?? standardLadder;

/** The ladder that a new review may name. */
export const usableLadder = async (ref: string): Promise<Ladder | undefined> => findLadder(ref);
