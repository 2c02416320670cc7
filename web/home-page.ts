import { html } from 'hono/html';
import { layout } from './layout.ts';

export interface ReviewRow {
  readonly id: string;
  readonly contributor: string;
  readonly mission: string;
  readonly unit: { readonly name: string };
  readonly state: string;
  readonly holder: string | null;
  readonly round: number;
  readonly dueAt?: string;
  readonly verdict?: { readonly rating: string; readonly score: number };
}

const words = (value: string): string => value.replaceAll('_', ' ');

const row = ({ id, unit, contributor, mission, state, holder, round, dueAt, verdict }: ReviewRow) =>
  html`<tr>
    <th scope="row"><a href="/reviews/${id}">${unit.name}</a></th>
    <td>${contributor}</td>
    <td>${mission}</td>
    <td>${words(state)}${round > 1 ? `, round ${round}` : ''}</td>
    <td>${holder ?? '–'}</td>
    <td>${dueAt?.slice(0, 10) ?? '–'}</td>
    <td>${verdict ? html`<span class="${verdict.rating}">${words(verdict.rating)}</span> ${verdict.score} %` : '–'}</td>
  </tr>`;

const heads = ['Unit', 'Contributor', 'Mission', 'Stands at', 'Held by', 'Due', 'Verdict'];

/** The reviews that are yours to see, oldest first. */
export const homePage = ({ items, next }: { items: readonly ReviewRow[]; next?: string }) =>
  layout(
    'Reviews',
    items.length === 0
      ? html`<p>No reviews yet that are yours to see.</p>`
      : html`<div class="scroll"><table>
            <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
            <tbody>${items.map(row)}</tbody>
          </table></div>
          ${next ? html`<p><a rel="next" href="/?cursor=${encodeURIComponent(next)}">More reviews</a></p>` : ''}`,
  );
