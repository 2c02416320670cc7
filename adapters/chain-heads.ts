import { type Leaf, type Leaves, leafId } from '../domain/anchor.ts';
import { missionHeads } from './dialogues.ts';
import { count } from './log.ts';
import { allReviews } from './review-lists.ts';
import { getHeads } from './reviews.ts';

/** Reads how far every chain of one kind has come; `known` are those that the last anchor held. */
type HeadSource = (known: Leaves) => Promise<Leaf[]>;

const atOnce = 100;

/** The index may not show a new review yet, but one that was anchored once is never out of sight. */
const reviewHeads: HeadSource = async (known) => {
  const ids = [...new Set([...known.keys(), ...(await Array.fromAsync(allReviews()))])];
  const leaves: Leaf[] = [];
  for (let from = 0; from < ids.length; from += atOnce)
    for (const { id, version, chain } of await getHeads(ids.slice(from, from + atOnce)))
      leaves.push([id, version, chain]);
  return leaves;
};

const dialogueHeads: HeadSource = async () =>
  (await missionHeads()).map(({ mission, version, chain }) => [
    leafId('dialogue', mission),
    version,
    chain,
  ]);

/** Every kind of chain there is: a new one adds its source here. */
const sources: readonly HeadSource[] = [reviewHeads, dialogueHeads];

/**
 * How far every chain has come now, by consistent reads. A chain that is gone keeps the leaf that it
 * had, so that every later anchor says what is missing; the count `ChainsGone` tells at once.
 */
export const chainHeads = async (known: Leaves): Promise<Leaves> => {
  const read = await Promise.all(sources.map((source) => source(known)));
  const found = new Map(read.flat().map((leaf) => [leaf[0], leaf]));
  const gone = [...known.values()].filter(([id]) => !found.has(id));
  if (gone.length > 0) count('ChainsGone', gone.length);
  return new Map([...gone.map((leaf) => [leaf[0], leaf] as const), ...found]);
};
