import { html } from 'hono/html';
import { type Beside, besideTheAnswers } from './beside-the-answers.ts';
import type { Page } from './frame.ts';
import type { ReviewRow } from './home-page.ts';
import { layout } from './layout.ts';
import { scrolling } from './scrolling.ts';
import { standing } from './standing.ts';

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
  /** The text of each criterion, by id. */
  readonly texts: Readonly<Record<string, string>>;
  readonly review: ReviewRow & {
    readonly decision?: string;
    readonly verdict?: {
      readonly limitedBy: readonly string[];
      readonly scoreWithoutCap: number;
      readonly limits?: readonly { readonly detail: string }[];
      readonly validUntil?: string;
    };
  };
  readonly beside?: Beside;
  /** Whether the self-assessment is theirs to print. */
  readonly printable: boolean;
  readonly ledger?: { readonly criteria: readonly Line[] };
  readonly events?: {
    readonly items: readonly { seq: number; type: string; at: string; by?: { role: string } }[];
  };
}

const said = ({ value, rating }: Voice): string => {
  if (value === true) return `yes (${rating})`;
  if (value === false) return `no (${rating})`;
  if (typeof value === 'number') return `${value}\u00a0% (${rating})`;
  return value === 'not_assessed' ? 'not assessed' : value;
};

const voice = (spoken: Voice | undefined) =>
  html`<td>${spoken ? html`<span class="rating-${spoken.rating}">${said(spoken)}</span>` : '–'}</td>`;

const verdict = ({ verdict: found }: ReviewDetail['review'], texts: ReviewDetail['texts']) =>
  found
    ? html`<p><strong class="${found.rating}">${found.rating.replace('_', ' ')}</strong>, ${found.score} %
        ${found.scoreWithoutCap === found.score ? '' : `(${found.scoreWithoutCap} % without the cap)`}
        ${found.limitedBy.length > 0 ? html`<br />limited by ${found.limitedBy.map((id) => `${id} ${texts[id] ?? ''}`).join('; ')}` : ''}
        ${found.limits?.map(({ detail }) => html`<br /><strong>${detail}</strong>`)}
        ${found.validUntil ? html`<br />holds until ${found.validUntil}` : ''}</p>`
    : html`<p>No verdict yet.</p>`;

const ledger = (
  lines: readonly Line[],
  texts: ReviewDetail['texts'],
) => html`<h2>What each side said</h2>
  ${scrolling(
    'What each side said',
    html`<table>
    <thead><tr>${['Criterion', 'Contributor', 'Secretariat', 'Field', 'Gap'].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${lines.map(
      ({ criterion, self, evaluation, verification, gap }) =>
        html`<tr><th scope="row">${criterion} <span class="text">${texts[criterion]}</span></th>${voice(self)}${voice(evaluation)}${voice(verification)}<td>${gap ?? '–'}</td></tr>`,
    )}</tbody>
  </table>`,
  )}`;

/** One review: its verdict, the voices side by side, and its record. */
export const reviewPage =
  ({ review, ledger: found, events, texts, printable, beside }: ReviewDetail): Page =>
  (frame) =>
    layout(
      frame,
      `${review.unit.name}, ${review.contributor}, ${review.mission}`,
      html`<p>${standing(frame.words, review)}, round ${review.round}${review.holder ? `; held by ${review.holder}` : ''}${review.dueOn ? `; due ${review.dueOn}, end of the day in ${review.timeZone}` : ''}${review.decision ? `; the director decided: ${review.decision.replace('_', ' ')}` : ''}.</p>
      ${printable ? html`<p><a href="/reviews/${review.id}/document">The self-assessment as one document, to print</a></p>` : ''}
      ${verdict(review, texts)} ${beside ? besideTheAnswers(beside) : ''} ${found ? ledger(found.criteria, texts) : ''}
      <h2>Record</h2>
      <ol>${events?.items.map(({ type, at, by }) => html`<li>${at.slice(0, 16).replace('T', ' ')} ${type.replaceAll('-', ' ')}${by ? ` by ${by.role.replaceAll('_', ' ')}` : ''}</li>`)}</ol>`,
    );
