import { html } from 'hono/html';
import type { Words } from './words.ts';

const ended = new Set(['in_transit', 'closed', 'withdrawn', 'lapsed']);

/** Where a review stands, in words. */
export const standing = (
  { say }: Words,
  { state, situation }: { readonly state: string; readonly situation: string },
): string => {
  const place = ended.has(situation)
    ? say(`situation.${situation}` as 'situation.closed')
    : say(`step.${situation}` as 'step.decision');
  return state === 'suspended'
    ? say('situation.also', { first: say('situation.suspended'), second: place })
    : place;
};

/** The side that holds a review, in words. */
export const sideWords = ({ say }: Words, side: string): string =>
  say(`side.${side}` as 'side.mission');

/** A verdict's rating in words, and in its colour. */
export const ratingWords = ({ say }: Words, rating: string) =>
  html`<span class="${rating}">${say(`readiness.${rating}` as 'readiness.ready')}</span>`;
