import type { Phase } from '../../domain/review.ts';
import { type Stage, stages } from '../../domain/stages.ts';
import type { Kind } from './remembered.ts';

/** Everything that can be wrong, a line for each time it was. */
export interface Misses {
  readonly lost: string[];
  readonly disagreeing: string[];
  readonly index: string[];
  readonly out: string[];
  readonly notOnce: string[];
  readonly stuck: string[];
  readonly unexpected: string[];
}

export const noMisses = (): Misses => ({
  lost: [],
  disagreeing: [],
  index: [],
  out: [],
  notOnce: [],
  stuck: [],
  unexpected: [],
});

/** Each line once: what stays wrong is found again by every check after. */
export const distinct = (misses: Misses): Misses => ({
  lost: [...new Set(misses.lost)],
  disagreeing: [...new Set(misses.disagreeing)],
  index: [...new Set(misses.index)],
  out: [...new Set(misses.out)],
  notOnce: [...new Set(misses.notOnce)],
  stuck: [...new Set(misses.stuck)],
  unexpected: [...new Set(misses.unexpected)],
});

/** Open reviews by stage; those of a later round count in their stage and once more, as those do that wait for a decision or a second signature. */
export type OpenCounts = Record<Stage | 'returned' | 'decision' | 'signature', number>;

/** What one kill met, and what came after it. */
export interface Kill {
  readonly afterMs: number;
  readonly open: OpenCounts;
  /** The phases of the reviews that were between a commit and the next resting place. */
  readonly cutOff: readonly Phase[];
  /** The commands that were cut off, by kind. */
  readonly unanswered: readonly Kind[];
  /** Of them, those that were written all the same. */
  readonly written: readonly Kind[];
  /** Starts that were killed in their turn before the one that stayed. */
  readonly startsKilled: number;
  readonly startMs: number;
  /** From ready until the last review that was cut off was seen at rest. */
  readonly restMs: number;
}

export interface Figures {
  readonly kills: readonly Kill[];
  /** The acknowledged commands, by kind. */
  readonly commands: readonly Kind[];
  readonly reviews: number;
  readonly refused: number;
  readonly misses: Misses;
}

export const openIn = ({ open }: Kill): number =>
  stages.reduce((sum, stage) => sum + open[stage], 0);

export const betweenCommitAndRest = (kills: readonly Kill[]): number =>
  kills.filter(({ cutOff }) => cutOff.length > 0).length;
