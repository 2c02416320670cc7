import { type Acting, type Asker, readingSideOf } from '../../domain/permissions.ts';
import type { Head, Released } from '../../domain/review.ts';
import { type Holder, holders, type Stage, stages } from '../../domain/stages.ts';
import { decisionOn } from './permission.ts';

/** What of a review a person may read: the side they read from, and what is theirs or released to it. */
export interface Sight {
  readonly asker: Asker;
  readonly side: Holder | undefined;
  /** The stages whose answers are readable. */
  readonly voices: readonly Stage[];
  /** The stages whose notes are readable. */
  readonly notes: readonly Stage[];
  readonly released: readonly Released[];
}

/** What this person may read of this review: their own side's voice, and of the others what is released. */
export const sightOf = (acting: Acting, head: Head): Sight => {
  const side = readingSideOf(acting);
  const released = head.released ?? [];
  const voices = stages.filter((stage) => decisionOn(acting, 'read-form', head, stage).allowed);
  const hasNotes = (stage: Stage) =>
    side === 'secretariat' ||
    side === holders[stage] ||
    (side === 'contributor' && released.includes('notes'));
  return { asker: acting, side, voices, notes: voices.filter(hasNotes), released };
};
