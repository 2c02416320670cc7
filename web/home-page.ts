import { html } from 'hono/html';
import type { Page } from './frame.ts';
import { layout } from './layout.ts';
import { percentWords } from './plain-figures.ts';
import { scrolling } from './scrolling.ts';
import { ratingWords, sideWords, standing } from './standing.ts';
import type { Words } from './words.ts';

export interface ReviewRow {
  readonly id: string;
  readonly contributor: string;
  readonly mission: string;
  readonly unit: { readonly name: string };
  readonly state: string;
  /** What is wanted now, more closely than the state says. */
  readonly situation: string;
  readonly holder: string | null;
  readonly round: number;
  /** The day at whose end it is due. */
  readonly dueOn?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly verdict?: { readonly rating: string; readonly score: number } | undefined;
}

const heads = ['unit', 'contributor', 'mission', 'stands', 'held', 'due', 'verdict'] as const;

const row = (words: Words, review: ReviewRow) => {
  const { say } = words;
  const { id, unit, contributor, mission, holder, round, dueOn, verdict } = review;
  const stands = standing(words, review);
  const where =
    round > 1
      ? say('situation.also', { first: stands, second: say('list.round', { round }) })
      : stands;
  const cell = (head: (typeof heads)[number], value: unknown) =>
    html`<td data-label="${say(`list.${head}`)}">${value}</td>`;
  return html`<tr>
    <th scope="row"><a href="/reviews/${id}"><bdi>${unit.name}</bdi></a></th>
    ${cell('contributor', contributor)} ${cell('mission', mission)} ${cell('stands', where)}
    ${cell('held', holder ? sideWords(words, holder) : '–')}
    ${cell('due', html`<span class="day">${dueOn ?? '–'}</span>`)}
    ${cell('verdict', verdict ? html`${ratingWords(words, verdict.rating)} ${percentWords(words, verdict.score)}` : '–')}
  </tr>`;
};

/** The reviews that are yours to see, oldest first. */
export const homePage =
  ({ items, next }: { items: readonly ReviewRow[]; next?: string | undefined }): Page =>
  (frame) => {
    const { say } = frame.words;
    const table = html`<table class="stack">
        <thead><tr>${heads.map((head) => html`<th scope="col">${say(`list.${head}`)}</th>`)}</tr></thead>
        <tbody>${items.map((item) => row(frame.words, item))}</tbody>
      </table>`;
    return layout(
      frame,
      say('page.reviews'),
      items.length === 0
        ? html`<p>${say('list.none')}</p>`
        : html`${scrolling(say('page.reviews'), table)}
          ${next ? html`<p><a rel="next" href="/?cursor=${encodeURIComponent(next)}">${say('list.more')}</a></p>` : ''}`,
    );
  };
