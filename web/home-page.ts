import { html } from 'hono/html';
import { layout } from './layout.ts';
import { scrolling } from './scrolling.ts';

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
  readonly dueOn?: string;
  readonly timeZone?: string;
  readonly verdict?: { readonly rating: string; readonly score: number };
}

const words = (value: string): string => value.replaceAll('_', ' ');

/** Where a review stands, in words. */
export const standing = (situation: string): string =>
  ({ decision: 'decision wanted', signature: 'second signature wanted' })[situation] ??
  words(situation);

const row = ({
  id,
  unit,
  contributor,
  mission,
  state,
  situation,
  holder,
  round,
  dueOn,
  verdict,
}: ReviewRow) =>
  html`<tr>
    <th scope="row"><a href="/reviews/${id}">${unit.name}</a></th>
    <td>${contributor}</td>
    <td>${mission}</td>
    <td>${state === 'suspended' ? 'suspended, ' : ''}${standing(situation)}${round > 1 ? `, round ${round}` : ''}</td>
    <td>${holder ?? '–'}</td>
    <td class="day">${dueOn ?? '–'}</td>
    <td>${verdict ? html`<span class="${verdict.rating}">${words(verdict.rating)}</span> ${verdict.score}&nbsp;%` : '–'}</td>
  </tr>`;

const heads = ['Unit', 'Contributor', 'Mission', 'Stands at', 'Held by', 'Due', 'Verdict'];

/** The reviews that are yours to see, oldest first. */
export const homePage = ({ items, next }: { items: readonly ReviewRow[]; next?: string }) =>
  layout(
    'Reviews',
    items.length === 0
      ? html`<p>No reviews yet that are yours to see.</p>`
      : html`${scrolling(
          'Reviews',
          html`<table>
            <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
            <tbody>${items.map(row)}</tbody>
          </table>`,
        )}
          ${next ? html`<p><a rel="next" href="/?cursor=${encodeURIComponent(next)}">More reviews</a></p>` : ''}`,
  );
