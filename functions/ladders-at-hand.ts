import { Ladder } from '../domain/reminders/ladder.ts';
import { newestOf, type OwnDefinition } from '../domain/reminders/own-definitions.ts';
import type { Head } from '../domain/review.ts';
import { findLadder, standardLadder } from '../instruments/ladders.ts';
import { ownDefinitions, readOwn } from './own-definitions.ts';

const named = (all: readonly OwnDefinition[], ref: string): OwnDefinition | undefined => {
  const newest = newestOf(all).find(({ id }) => id === ref);
  return newest ?? all.find(({ id, version }) => `${id}@${version}` === ref);
};

/** A version of a ladder never changes: one that was read a while ago is as good as one that is read now. */
const ownLadder = async (ref: string): Promise<OwnDefinition> => {
  const found = named(await ownDefinitions('ladder'), ref) ?? named(await readOwn('ladder'), ref);
  if (!found) throw new Error(`ladder ${ref} is neither in this release nor in the table`);
  return found;
};

/** The ladder by which people are reminded of this review; a revoked one goes on for it. */
export const ladderOf = async ({ ladder }: Pick<Head, 'ladder'>): Promise<Ladder> => {
  if (ladder === undefined) return standardLadder;
  return findLadder(ladder) ?? Ladder.parse((await ownLadder(ladder)).definition);
};

/** The ladder that a new review may name: one that ships, or an operator's that is not revoked. */
export const usableLadder = async (ref: string): Promise<Ladder | undefined> => {
  const shipped = findLadder(ref);
  if (shipped) return shipped;
  const own = named(await readOwn('ladder'), ref);
  return own && !own.revoked ? Ladder.parse(own.definition) : undefined;
};
