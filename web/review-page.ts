import { html } from 'hono/html';
import type { ReviewRow } from './home-page.ts';
import { layout } from './layout.ts';

interface Voice {
  readonly value: string | number | boolean;
  readonly rating: string;
}

interface Line {
  readonly criterion: string;
  readonly self?: Voice;
  readonly evaluation?: Voice;
  readonly verification?: Voice;
  readonly gap?: number;
}

export interface ReviewDetail {
  readonly review: ReviewRow & {
    readonly verdict?: { readonly limitedBy: readonly string[]; readonly scoreWithoutCap: number };
  };
  readonly ledger?: { readonly criteria: readonly Line[] };
  readonly events?: {
    readonly items: readonly { seq: number; type: string; at: string; by?: { role: string } }[];
  };
}

const voice = (said: Voice | undefined) =>
  html`<td>${said ? html`<span class="rating-${said.rating}">${String(said.value)}</span> <small>${said.rating}</small>` : '–'}</td>`;

const verdict = ({ verdict: found }: ReviewDetail['review']) =>
  found
    ? html`<p><strong class="${found.rating}">${found.rating.replace('_', ' ')}</strong>, ${found.score} %
        ${found.scoreWithoutCap === found.score ? '' : `(${found.scoreWithoutCap} % without the cap)`}
        ${found.limitedBy.length > 0 ? html`<br />limited by ${found.limitedBy.join(', ')}` : ''}</p>`
    : html`<p>No verdict yet.</p>`;

const ledger = (lines: readonly Line[]) => html`<h2>What each side said</h2>
  <div class="scroll"><table>
    <thead><tr>${['Criterion', 'Contributor', 'Secretariat', 'Field', 'Gap'].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${lines.map(
      ({ criterion, self, evaluation, verification, gap }) =>
        html`<tr><th scope="row">${criterion}</th>${voice(self)}${voice(evaluation)}${voice(verification)}<td>${gap ?? '–'}</td></tr>`,
    )}</tbody>
  </table></div>`;

/** One review: its verdict, the voices side by side, and its record. */
export const reviewPage = ({ review, ledger: found, events }: ReviewDetail) =>
  layout(
    `${review.unit.name}, ${review.contributor}, ${review.mission}`,
    html`<p>Stands at ${review.state.replace('_', ' ')}, round ${review.round}; held by ${review.holder ?? 'nobody'}; due ${review.dueAt?.slice(0, 10) ?? '–'}.</p>
      ${verdict(review)} ${found ? ledger(found.criteria) : ''}
      <h2>Record</h2>
      <ol>${events?.items.map(({ type, at, by }) => html`<li>${at.slice(0, 16).replace('T', ' ')} ${type.replaceAll('-', ' ')}${by ? ` by ${by.role.replaceAll('_', ' ')}` : ''}</li>`)}</ol>`,
  );
